"""How soon a district's ground answers, moves and comes in: a tree of 50,000 areas and one of 500,000.

In the service, as the application role, behind row-level security; once more on SQLite, to be printed.
"""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import bindparam, select

from services.chassis.caller import Scope
from services.chassis.storage.prepared import Prepared, here
from services.grids.areas.queries.held import binds_of, path_seen_by
from services.grids.areas.store.tables import areas as areas_table
from services.grids.areas.use_cases.list_children import ListChildren, list_children
from services.grids.areas.use_cases.move_area import MoveArea, move_area
from services.grids.areas.use_cases.search_areas import SearchAreas, search_areas
from services.members.tallies.use_cases.count_people import CountPeople, count_people
from tests.bench.area_sheet import taken_in
from tests.bench.area_tree import LEVELS, OF_SUBTREES, AreaTree, tallies_of
from tests.bench.at_service import AtService
from tests.bench.report import Figure
from tests.bench.stage import Stage
from tests.servers import PostgreSql, private_postgresql

SIZES = {"": 500_000, "_50k": 50_000}
GROWING = ("area_scope_ms", "area_children_ms", "area_search_ms")
WARM, ASKED, MOVES = 50, 300, 6
PAGE = 10
"""Rows: as many in the small tree as in the large one."""
IN_SCOPE = Prepared(
    select(areas_table.c.id).where(
        here(areas_table), areas_table.c.id == bindparam("area_id"), path_seen_by(1)
    )
)
SHEET = 100_000


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
        figures["area_import_s"] = taken_in(grids, folder, SHEET)
        grounds = {suffix: _Ground(grids, AreaTree(size, f"bench{size}")) for suffix, size in SIZES.items()}
        grids.settle()
        for name in GROWING:
            figures |= _beside_each_other(name, grounds)
        figures["area_move_s"] = grounds[""].moved()
    with AtService("members", server, folder) as members:
        figures["area_counts_ms"] = _counts(members, AreaTree(SIZES[""], "bench"))
    where = "sqlite" if server is None else "postgresql"
    print(f"  {where}: " + ", ".join(f"{name} {value:.2f}" for name, value in figures.items()), flush=True)
    return {
        name: Figure(name, value, "s" if name.endswith("_s") else "ms") for name, value in figures.items()
    }


def _beside_each_other(name: str, grounds: Mapping[str, "_Ground"]) -> dict[str, float]:
    """The 95th of a hundred of each in turn, so that whatever else runs is in the way of all alike."""
    taken: dict[str, list[float]] = {suffix: [] for suffix in grounds}
    for asked in range(WARM + ASKED):
        for suffix, ground in grounds.items():
            seconds = ground.asked(name)
            if asked >= WARM:
                taken[suffix].append(seconds)
    return {f"{name}{suffix}": sorted(all_)[int(ASKED * 0.95)] * 1000 for suffix, all_ in taken.items()}


class _Ground:
    def __init__(self, grids: AtService, tree: AreaTree) -> None:
        self._grids, self._tree, self._random = grids, tree, Random(7)
        grids.fill("areas", tree.rows())
        grids.fill("trees", [{"district": tree.district, "version": 0, "next_short": tree.size + 1}])
        self._root = tree.any_at(3, self._random)
        self._inside = tree.some_below(3, self._root)

    def asked(self, name: str) -> float:
        """Seconds."""
        work = {
            "area_scope_ms": self._scope,
            "area_children_ms": self._children,
            "area_search_ms": self._search,
        }
        return work[name]()

    def moved(self) -> float:
        """Of a subtree of ten thousand, to and fro; the slowest in seconds."""
        root = self._tree.any_at(OF_SUBTREES, self._random)
        there = self._tree.places(OF_SUBTREES - 1)
        parents = [there[0], there[-1]]
        taken = []
        for version in range(1, MOVES + 1):
            parent = self._tree.id_of(parents[version % 2])
            taken.append(self._once(partial(self._move, root, parent, version)))
        return max(taken)

    def _move(self, root: int, parent: str, version: int, begin: Any, caller: Any) -> None:
        command, grids = MoveArea(self._tree.id_of(root), parent, version), self._grids
        move_area(command, begin, caller, now=grids.now, today=grids.today)

    def _scope(self) -> float:
        """Whether an area lies in the subtree that is held: what every look at one thing begins with."""
        held = Scope((self._tree.id_of(self._root),))
        area_id = self._tree.id_of(self._random.choice(self._inside))
        with (
            self._grids.call(self._tree.district, writes=False, scope=held) as call,
            call.begin(call.caller) as tx,
        ):
            started = time.perf_counter()
            found = tx.rows.one(IN_SCOPE, area_id=area_id, **binds_of(held))
            taken = time.perf_counter() - started
        assert found is not None
        return taken

    def _children(self) -> float:
        parent = self._tree.id_of(self._tree.any_at(LEVELS - 2, self._random))
        return self._once(
            lambda begin, caller: list_children(ListChildren(parent, PAGE), begin, caller), writes=False
        )

    def _search(self) -> float:
        prefix = self._tree.name_of(self._tree.any_at(LEVELS - 1, self._random))[:3]
        return self._once(
            lambda begin, caller: search_areas(SearchAreas(prefix, PAGE), begin, caller), writes=False
        )

    def _once(self, work: Callable[..., object], *, writes: bool = True) -> float:
        started = time.perf_counter()
        with self._grids.call(self._tree.district, writes=writes) as call:
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
