"""Who lives and works in one area of the third level: what a move of it takes along.

Buildings of six units with six dwellings each, a unit for every area of the lowest level; in each base grid a
residents' group with somebody who looks after it; somebody in the posts down to the first micro-grids, and
in two of them because of another post above.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from services.grids.dwellings.store import buildings, coverage, dwellings, unit_grids
from services.grids.groupings.store.tables import grouping_holders, grouping_units, groupings
from services.grids.posts.domain.roles import CHIEF, USUAL, RoleScheme
from services.grids.posts.store.roles import text_of
from services.grids.posts.store.tables import appointments, post_roles, posts, staff
from tests.bench.area_tree import FOUNDED, KINDS, LEVELS, OF_SUBTREES, RENAMED_DOWN_TO, AreaTree
from tests.bench.at_service import AtService

Row = dict[str, Any]
UNITS, HOMES = 6, 6
BASE = KINDS.index("base")
LEADER = replace(
    CHIEF, key="leader", name_zh="分管领导", name_en="Leader", kinds=("township",), ex_officio_of=None
)
CONTACT = replace(
    CHIEF, key="contact", name_zh="包片领导", name_en="Contact", kinds=("community",), ex_officio_of="leader"
)
"""Comes with the post above: with each move it ends, and begins for whoever leads there."""
ROLES = RoleScheme((*USUAL.roles, LEADER, CONTACT))
HELD = {
    "township": ("leader",),
    "community": ("contact", "community_secretary"),
    "general_total": ("chief",),
    "base": ("grid_worker",),
    "micro": ("micro_grid_worker",),
}
COMES_WITH = {"contact": "leader", "chief": "community_secretary"}


class Homes:
    """`nth` of the areas of the third level."""

    def __init__(self, tree: AreaTree, nth: int) -> None:
        self._tree, self._nth = tree, nth
        self._root = tree.id_of(tree.places(OF_SUBTREES)[nth])
        self._lowest = tree.below(nth, LEVELS - 1)
        self._bases = tree.below(nth, BASE)

    def fill(self, grids: AtService) -> None:
        district = {"district": self._tree.district}
        for table, rows in (
            (staff, self._staff()),
            (post_roles, [{"number": 1, "valid_from": FOUNDED, "roles": text_of(ROLES)}]),
            (posts, ({"area_id": area, "role": role, "version": 1} for _, area, role in self._posts())),
            (appointments, self._appointments()),
            (buildings, self._buildings()),
            (dwellings, self._dwellings()),
            (unit_grids, self._unit_grids()),
            (
                coverage,
                [{"community_id": self._root, "dwellings": len(self._lowest) * HOMES, "uncovered": 0}],
            ),
            (groupings, self._groupings()),
            (grouping_units, self._grouping_units()),
            (grouping_holders, self._holders()),
        ):
            grids.fill(table, (district | row for row in rows))

    def _posts(self) -> Iterator[tuple[int, str, str]]:
        """The place, the area's id and the role."""
        tree = self._tree
        level_by_level = [
            *((1, place) for place in tree.places(1)),
            (OF_SUBTREES, tree.places(OF_SUBTREES)[self._nth]),
            *(
                (level, place)
                for level in range(OF_SUBTREES + 1, RENAMED_DOWN_TO + 1)
                for place in tree.below(self._nth, level)
            ),
        ]
        for level, place in level_by_level:
            for role in HELD[KINDS[level]]:
                yield place, tree.id_of(place), role

    def _staff(self) -> Iterator[Row]:
        for place in dict.fromkeys(place for place, *_ in self._posts()):
            said = {"display_name": f"person {place}", "duty_phone": "00000000001"}
            yield {"id": _id("person", place), **said, "born": None, "version": 1}

    def _appointments(self) -> Iterator[Row]:
        for place, area, role in self._posts():
            main, above = COMES_WITH.get(role), list(self._tree.way_up(place))[1]
            yield {
                "id": _id(role, place),
                "area_id": area,
                "role": role,
                "staff_id": _id("person", above if main else place),
                "valid_from": FOUNDED,
                "valid_to": None,
                "version": 1,
                "deputises": False,
                "grants": None,
                "ex_officio_of": _id(main, above) if main else None,
            }

    def _units(self) -> Iterator[tuple[int, str, int]]:
        """The place of its micro-grid, and the unit."""
        for number, place in enumerate(self._lowest):
            yield place, _id("building", number // UNITS), number % UNITS + 1

    def _buildings(self) -> Iterator[Row]:
        for number in range(-(-len(self._lowest) // UNITS)):
            units = min(UNITS, len(self._lowest) - number * UNITS)
            names = {"community_id": self._root, "estate": "estate", "name": f"{number}"}
            counts = {"units": units, "dwellings": units * HOMES, "version": 1}
            yield {"id": _id("building", number), **names, **counts}

    def _dwellings(self) -> Iterator[Row]:
        for place, building, unit in self._units():
            for floor in range(1, HOMES + 1):
                there = {"building_id": building, "unit": unit, "floor": floor, "room": f"{floor}01"}
                yield {"id": _id("home", place * HOMES + floor), **there, "area_id": self._tree.id_of(place)}

    def _unit_grids(self) -> Iterator[Row]:
        for place, building, unit in self._units():
            its = {"building_id": building, "unit": unit, "valid_from": FOUNDED}
            yield {**its, "area_id": self._tree.id_of(place), "knows": 0}

    def _coverage(self) -> Row:
        return {"community_id": self._root, "dwellings": len(self._lowest) * HOMES, "uncovered": 0}

    def _groupings(self) -> Iterator[Row]:
        for base in self._bases:
            said = {"kind": "residents_group", "name": f"{base}组", "whole": True}
            here = {"community_id": self._root, "closed_on": None, "version": 1}
            yield {"id": _id("group", base), **said, **here}

    def _grouping_units(self) -> Iterator[Row]:
        for place, building, unit in self._units():
            base = next(each for each in self._tree.way_up(place) if each in self._bases)
            its = {"kind": "residents_group", "building_id": building, "unit": unit}
            yield {**its, "grouping_id": _id("group", base), "version": 1}

    def _holders(self) -> Iterator[Row]:
        for base in self._bases:
            who = {"grouping_id": _id("group", base), "staff_id": _id("person", base)}
            yield {"id": _id("holder", base), **who, "valid_from": FOUNDED, "valid_to": None, "version": 1}


def _id(what: str, number: int) -> str:
    return f"{sum(map(ord, what)):08x}-0000-7000-8000-{number:012x}"
