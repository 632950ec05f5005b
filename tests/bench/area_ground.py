"""A district on a generated tree, and what is asked of it, each once with the seconds that it took."""

import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from random import Random
from typing import Any, TypeVar

from services.chassis.caller import WHOLE_DISTRICT, Scope
from services.grids.areas.store.tables import areas
from services.grids.areas.use_cases.list_children import ListChildren, list_children
from services.grids.areas.use_cases.move_area import MoveArea, move_area
from services.grids.areas.use_cases.search_areas import SearchAreas, search_areas
from tests.bench.area_history import fill_history
from tests.bench.area_homes import Homes
from tests.bench.area_tree import LEVELS, OF_SUBTREES, SUBTREE, AreaTree
from tests.bench.at_service import AtService

PAGE = 50
"""Rows: what the gateway asks for when nobody says how many."""
HELD_BESIDE = (3, 4, 5, 6)
"""Levels of what is held beside one area of the third."""
Answer = TypeVar("Answer")


class Ground:
    """Asked by who holds the whole district and by who holds one area of the third level, in turn."""

    def __init__(self, grids: AtService, tree: AreaTree) -> None:
        self._grids, self._tree, self._random = grids, tree, Random(7)
        grids.fill(areas, tree.rows())
        fill_history(grids, tree)
        self._turn = 0
        self._nth = self._random.randrange(tree.subtrees)
        self._root = tree.places(OF_SUBTREES)[self._nth]
        self._held = Scope((tree.id_of(self._root),))
        self._several = [self._root, *(tree.places(level)[-1] for level in HELD_BESIDE)]
        self._following: ListChildren | None = None

    def settle(self) -> None:
        """Somebody lives where a subtree is about to be moved."""
        Homes(self._tree, 0).fill(self._grids)

    def scope(self) -> float:
        """Whether an area lies in one of several that are held: what every look at one thing begins with.

        Of one asked area in two it does."""
        self._turn += 1
        there = self._tree.below(self._nth, LEVELS - 1) if self._turn % 2 else range(1, self._tree.size + 1)
        place = self._random.choice(there)
        lies_there = not set(self._several).isdisjoint(self._tree.way_up(place))
        held = Scope(tuple(self._tree.id_of(each) for each in self._several))
        with (
            self._grids.call(self._tree.district, writes=False, scope=held) as call,
            call.begin(call.caller) as tx,
        ):
            area_id = self._tree.id_of(place)
            started = time.perf_counter()
            path = tx.area_kinds.find_path(area_id)
            taken = time.perf_counter() - started
        assert (path is not None) == lies_there
        return taken

    def children(self) -> float:
        """One page after the other of an area with some hundred right below it, and then of another."""
        asked = self._following
        if asked is None:
            self._turn += 1
            asked = ListChildren(self._tree.id_of(self._full_one()), PAGE)
        found, taken = self._once(partial(list_children, asked), self._asker())
        assert len(found["items"]) == PAGE
        self._following = replace(asked, after=found["next"]) if found["next"] else None
        return taken

    def search(self) -> float:
        """By names that are borne nowhere else, and by such as are borne everywhere."""
        self._turn += 1
        prefix = self._tree.prefix_of(self._random.choice(self._tree.below(self._nth, LEVELS - 1)))
        found, taken = self._once(partial(search_areas, SearchAreas(prefix, PAGE)), self._asker())
        assert len(found["items"]) == PAGE
        return taken

    def moved(self, times: int) -> float:
        """Of a subtree of ten thousand, to and fro; the slowest in seconds."""
        parents = [self._tree.id_of(place) for place in (self._tree.places(1)[0], self._tree.places(1)[-1])]
        return max(self._moved(parents[version % 2], version) for version in range(1, times + 1))

    def _moved(self, parent_id: str, version: int) -> float:
        command = MoveArea(self._tree.id_of(self._tree.places(OF_SUBTREES)[0]), parent_id, version)
        grids = self._grids
        area, taken = self._once(partial(_move, command, grids), WHOLE_DISTRICT, writes=True)
        with grids.call(self._tree.district, writes=False) as call, call.begin(call.caller) as tx:
            came_along = sum(tx.area_lists.kinds_below(area.id).values())
            path, above = (tx.area_kinds.find_path(each) for each in (area.id, parent_id))
        assert path.startswith(above), "it stands elsewhere"
        assert 1 + came_along == SUBTREE, f"{1 + came_along} areas were moved"
        return taken

    def _asker(self) -> Scope:
        return self._held if self._turn % 2 else WHOLE_DISTRICT

    def _full_one(self) -> int:
        full = self._tree.full_ones()
        each = len(full) // self._tree.subtrees
        return self._random.choice(
            full[self._nth * each : (self._nth + 1) * each] if self._turn % 2 else full
        )

    def _once(
        self, work: Callable[[Any, Any], Answer], scope: Scope, *, writes: bool = False
    ) -> tuple[Any, float]:
        started = time.perf_counter()
        with self._grids.call(self._tree.district, writes=writes, scope=scope) as call:
            answer = work(call.begin, call.caller)
        return answer, time.perf_counter() - started


def _move(command: MoveArea, grids: AtService, begin: Any, caller: Any) -> Any:
    return move_area(command, begin, caller, now=grids.now, today=grids.today)
