"""How soon a district's ground answers, moves and comes in: a tree of 50,000 areas and one of 500,000.

In the service, as the application role, behind row-level security; once more on SQLite, to be printed.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

from services.chassis.caller import Scope
from services.grids.areas.use_cases.get_area import GetArea, get_area
from services.grids.areas.use_cases.list_children import ListChildren, list_children
from services.grids.areas.use_cases.move_area import MoveArea, move_area
from services.grids.areas.use_cases.search_areas import SearchAreas, search_areas
from services.members.tallies.use_cases.count_people import CountPeople, count_people
from tests.bench.area_sheet import taken_in
from tests.bench.area_tree import LEVELS, AreaTree, tallies_of
from tests.bench.at_service import AtService
from tests.bench.report import Figure
from tests.bench.stage import Stage
from tests.servers import PostgreSql, private_postgresql

SIZES = {"": 500_000, "_50k": 50_000}
GROWING = ("area_scope_ms", "area_children_ms", "area_search_ms")
ASKED, MOVES = 300, 6
SHEET = 100_000
SUBTREE = 10_000


def areas(stage: Stage) -> list[Figure]:
    with ExitStack() as opened:
        server = opened.enter_context(private_postgresql(stage.folder / "areas"))
        figures = _measured(server, stage.folder / "areas-postgresql")
        _measured(None, stage.folder / "areas-sqlite")
    grown = [
        Figure(f"{name}_growth", figures[name].value / figures[f"{name}_50k"].value, "×") for name in GROWING
    ]
    return [figure for name, figure in figures.items() if not name.endswith("_50k")] + grown


def _measured(server: PostgreSql | None, folder: Path) -> dict[str, Figure]:
    """`server` None: on SQLite."""
    folder.mkdir()
    figures: dict[str, float] = {}
    with AtService("grids", server, folder) as grids:
        for suffix, size in SIZES.items():
            ground = _Ground(grids, AreaTree(size, f"bench{size}"))
            figures |= {f"{name}{suffix}": value for name, value in ground.asked().items()}
            if not suffix:
                figures["area_move_s"] = ground.moved()
        figures["area_import_s"] = taken_in(grids, folder, SHEET)
    with AtService("members", server, folder) as members:
        figures["area_counts_ms"] = _counts(members, AreaTree(SIZES[""], "bench"))
    where = "sqlite" if server is None else "postgresql"
    print(f"  {where}: " + ", ".join(f"{name} {value:.2f}" for name, value in figures.items()), flush=True)
    return {
        name: Figure(name, value, "s" if name.endswith("_s") else "ms") for name, value in figures.items()
    }


class _Ground:
    def __init__(self, grids: AtService, tree: AreaTree) -> None:
        self._grids, self._tree, self._random = grids, tree, Random(7)
        grids.fill("areas", tree.rows())
        grids.fill("trees", [{"district": tree.district, "version": 0, "next_short": tree.size + 1}])
        grids.settle()
        self._held = Scope((tree.id_of(tree.any_at(3, self._random)),))

    def asked(self) -> dict[str, float]:
        return {
            "area_scope_ms": self._p95_ms(self._scope),
            "area_children_ms": self._p95_ms(self._children),
            "area_search_ms": self._p95_ms(self._search),
        }

    def moved(self) -> float:
        """Of a subtree of some ten thousand, to and fro; the slowest in seconds."""
        level = next(level for level in range(1, LEVELS) if self._tree.below(level) <= 2 * SUBTREE)
        root, there = self._tree.any_at(level, self._random), self._tree.places(level - 1)
        parents = [there[0], there[-1]]
        taken = []
        for version in range(1, MOVES + 1):
            parent = self._tree.id_of(parents[version % 2])
            taken.append(self._once(partial(self._move, root, parent, version)))
        return max(taken)

    def _move(self, root: int, parent: str, version: int, begin: Any, caller: Any) -> None:
        command, here = MoveArea(self._tree.id_of(root), parent, version), self._grids
        move_area(command, begin, caller, now=here.now, today=here.today)

    def _scope(self) -> Callable[..., object]:
        inside = self._tree.id_of(self._tree.any_below(self._held, self._random))
        return lambda begin, caller: get_area(GetArea(inside), begin, caller)

    def _children(self) -> Callable[..., object]:
        parent = self._tree.id_of(self._tree.any_at(LEVELS - 2, self._random))
        return lambda begin, caller: list_children(ListChildren(parent, 50), begin, caller)

    def _search(self) -> Callable[..., object]:
        prefix = self._tree.name_of(self._tree.any_at(LEVELS - 1, self._random))[:3]
        return lambda begin, caller: search_areas(SearchAreas(prefix, 50), begin, caller)

    def _p95_ms(self, asks: Callable[[], Callable[..., object]]) -> float:
        scope = self._held if asks == self._scope else None
        taken = sorted(self._once(asks(), writes=False, scope=scope) for _ in range(ASKED))
        return taken[int(len(taken) * 0.95)] * 1000

    def _once(self, work: Callable[..., object], *, writes: bool = True, scope: Scope | None = None) -> float:
        started = time.perf_counter()
        with self._grids.call(self._tree.district, writes=writes, scope=scope) as call:
            work(call.begin, call.caller)
        return time.perf_counter() - started


def _counts(members: AtService, tree: AreaTree) -> float:
    """At every level in turn, where somebody lives in every area of the lowest."""
    members.fill("areas", ({**row, "removed": False, "epoch": 0} for row in _mirrored(tree)))
    fine, sums = tallies_of(tree)
    members.fill("area_tallies", fine)
    members.fill("tally_sums", sums)
    members.settle()
    random, taken = Random(7), []
    for number in range(ASKED):
        asked = CountPeople(tree.id_of(tree.any_at(number % LEVELS, random)))
        started = time.perf_counter()
        with members.call(tree.district, writes=False) as call:
            count_people(asked, call.begin, call.caller)
        taken.append(time.perf_counter() - started)
    return sorted(taken)[int(len(taken) * 0.95)] * 1000


def _mirrored(tree: AreaTree) -> Iterator[dict[str, Any]]:
    for row in tree.rows():
        yield {name: value for name, value in row.items() if name != "community_id"}
