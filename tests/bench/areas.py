"""How soon a district's ground answers, moves and comes in: a tree of 50,000 areas and one of 500,000.

In the service, as the application role, behind row-level security; once more on SQLite, to be printed.
"""

import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from services.members.tallies.use_cases.count_people import CountPeople, count_people
from tests.bench.area_ground import Ground
from tests.bench.area_sheet import taken_in
from tests.bench.area_tree import LEVELS, AreaTree, tallies_of
from tests.bench.at_service import AtService
from tests.bench.report import Figure
from tests.bench.stage import Stage
from tests.servers import PostgreSql, private_postgresql

ASKING = {"area_scope_ms": Ground.scope, "area_children_ms": Ground.children, "area_search_ms": Ground.search}
SMALLER = "_smaller"
MIRRORED = ("district", "id", "parent_id", "kind", "name", "path", "active", "version")


@dataclass(frozen=True)
class Sizes:
    """In areas, of the two trees and of the sheet; `warm` and `asked` are rounds."""

    tree: int = 500_000
    smaller: int = 50_000
    sheet: int = 100_000
    warm: int = 50
    asked: int = 300
    moves: int = 6


def areas(stage: Stage) -> list[Figure]:
    with ExitStack() as opened:
        server = opened.enter_context(private_postgresql(stage.folder / "areas"))
        figures = measured(server, stage.folder / "areas-postgresql", Sizes())
        measured(None, stage.folder / "areas-sqlite", Sizes())
    return figures


def measured(server: PostgreSql | None, folder: Path, sizes: Sizes) -> list[Figure]:
    """`server` None: on SQLite."""
    folder.mkdir()
    figures: dict[str, float] = {}
    with AtService("grids", server, folder) as grids:
        figures["area_import_s"] = taken_in(grids, folder, sizes.sheet)
        started = time.perf_counter()
        trees = {"": AreaTree(sizes.tree, "bench"), SMALLER: AreaTree(sizes.smaller, "benchsmaller")}
        grounds = {suffix: Ground(grids, tree) for suffix, tree in trees.items()}
        grounds[""].settle()
        grids.settle()
        print(f"  filled in {time.perf_counter() - started:.0f} s", flush=True)
        for name in ASKING:
            figures |= _beside_each_other(name, grounds, sizes)
        figures["area_move_s"] = grounds[""].moved(sizes.moves)
    with AtService("members", server, folder) as members:
        figures["area_counts_ms"] = _counts(members, trees[""], sizes.asked)
    where = "sqlite" if server is None else "postgresql"
    print(f"  {where}: " + ", ".join(f"{name} {value:.2f}" for name, value in figures.items()), flush=True)
    grown = [Figure(f"{name}_growth", figures[name] / figures.pop(name + SMALLER), "×") for name in ASKING]
    return [
        Figure(name, value, "s" if name.endswith("_s") else "ms") for name, value in figures.items()
    ] + grown


def _beside_each_other(name: str, grounds: Mapping[str, Ground], sizes: Sizes) -> dict[str, float]:
    """The 95th of a hundred of each in turn, so that whatever else runs is in the way of all alike."""
    taken: dict[str, list[float]] = {suffix: [] for suffix in grounds}
    for asked in range(sizes.warm + sizes.asked):
        for suffix, ground in grounds.items():
            seconds = ASKING[name](ground)
            if asked >= sizes.warm:
                taken[suffix].append(seconds)
    return {f"{name}{suffix}": _p95_ms(all_) for suffix, all_ in taken.items()}


def _p95_ms(seconds: list[float]) -> float:
    return sorted(seconds)[int(len(seconds) * 0.95)] * 1000


def _counts(members: AtService, tree: AreaTree, asked: int) -> float:
    """At every level in turn, where somebody lives in every area of the lowest."""
    members.fill("areas", _mirrored(tree))
    fine, sums = tallies_of(tree)
    members.fill("area_tallies", fine)
    members.fill("tally_sums", sums)
    members.settle()
    random, taken = Random(7), []
    for number in range(asked):
        command = CountPeople(tree.id_of(tree.any_at(number % LEVELS, random)))
        started = time.perf_counter()
        with members.call(tree.district, writes=False) as call:
            count_people(command, call.begin, call.caller)
        taken.append(time.perf_counter() - started)
    return _p95_ms(taken)


def _mirrored(tree: AreaTree) -> Iterator[dict[str, Any]]:
    for row in tree.rows():
        yield {name: row[name] for name in MIRRORED} | {"removed": False, "epoch": 0}
