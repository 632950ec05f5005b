"""A community's buildings and grids as sheets of estates need them: looked up, entered and given.

Nothing is read that the same transaction has written: a child may hand over its writes at the end.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import select

from services.chassis.domain import Event
from services.chassis.standards.cells import text_of
from services.chassis.storage.many import insert_many
from services.chassis.storage.ranges import under
from services.chassis.storage.rows import Rows
from services.chassis.storage.versions import update_versioned
from services.grids.areas.store.tables import areas
from services.grids.borders import Borders
from services.grids.dwellings.domain.building import Building, Dwelling, dwelling_id
from services.grids.dwellings.domain.events import BuildingRow, BuildingsEntered, UnitRow, UnitsGiven
from services.grids.dwellings.passing_on import SqlHomes
from services.grids.dwellings.store import SqlCoverage, SqlUnits, buildings, dwellings, unit_grids
from services.grids.estate_sheets.domain.intake import Key, Placed, Stood, UnitKey
from services.grids.estate_sheets.domain.line import alike
from services.grids.for_imports.held_tree import HeldTree
from services.grids.levels.store.schemes import SqlLevelSchemes


class SqlStandingEstates:
    def __init__(
        self, rows: Rows, levels: SqlLevelSchemes, borders: Borders, homes: SqlHomes, today: date
    ) -> None:
        self._rows, self._levels, self._borders, self._today = rows, levels, borders, today
        self._homes = homes
        self._units, self._coverage = SqlUnits(rows), SqlCoverage(rows)
        self._held_tree = HeldTree(rows)

    def hold(self) -> None:
        self._held_tree.take()

    def buildings(self, community_id: str, keys: Collection[Key]) -> dict[Key, Stood]:
        known = self._known(community_id, keys) if keys else {}
        rooms = self._rooms([row["id"] for row in known.values()])
        return {
            key: _stood(row["id"], row["version"], rooms.get(row["id"], [])) for key, row in known.items()
        }

    def _known(self, community_id: str, keys: Collection[Key]) -> dict[Key, dict[str, Any]]:
        """No database compares by width: all of the community are looked through."""
        shown = (buildings.c.id, buildings.c.version, buildings.c.estate, buildings.c.name)
        there = select(*shown).where(self._rows.of(buildings), buildings.c.community_id == community_id)
        rows = self._rows.all(there.order_by(buildings.c.estate, buildings.c.name))
        called = {alike((row["estate"], row["name"])): row for row in rows}
        called |= {(row["estate"], row["name"]): row for row in rows}
        return {key: row for key in keys if (row := called.get(key) or called.get(alike(key)))}

    def grids(self, community_id: str, names: Collection[str]) -> dict[str, list[str]]:
        scheme = self._levels.lasting(self._today)
        grids: dict[str, list[str]] = {}
        for row in self._areas_of(community_id) if names else ():
            if scheme.holds_dwellings(row["kind"]):
                grids.setdefault(text_of(row["name"]), []).append(row["id"])
        return {name: found for name in names if (found := grids.get(text_of(name)))}

    def _areas_of(self, community_id: str) -> list[dict[str, Any]]:
        here = (self._rows.of(areas), areas.c.active)
        root = self._rows.one(select(areas.c.path).where(*here, areas.c.id == community_id))
        inside = select(areas.c.id, areas.c.name, areas.c.kind).where(*here)
        return self._rows.all(inside.where(under(areas.c.path, root["path"]))) if root else []

    def ground(self, community_id: str) -> "EstateGround":
        return EstateGround(community_id, self._rows, self._borders)

    def settle(self, community_id: str, new: Sequence[Placed], given: Sequence[Placed]) -> list[Event]:
        if not new and not given:
            return []
        entered = [_building(each, community_id) for each in new]
        within = [dwelling for each in new for dwelling in _dwellings(each)]
        insert_many(self._rows, buildings, [vars(each) for each in entered])
        insert_many(self._rows, dwellings, [vars(each) for each in within])
        insert_many(self._rows, unit_grids, self._lying(within))
        self._give(given)
        uncovered = sum(each.area_id is None for each in within) - sum(map(_newly_covered, given))
        self._coverage.change(community_id, dwellings=len(within), uncovered=uncovered)
        self._held_tree.give_back()
        return [*_told(community_id, entered, [*new, *given]), *self._moved(given)]

    def _lying(self, within: Sequence[Dwelling]) -> list[dict[str, Any]]:
        """Where units lie that are entered with their grid."""
        units = {(each.building_id, each.unit): each.area_id for each in within if each.area_id is not None}
        noted = {"valid_from": self._today, "knows": self._held_tree.tree.changes}
        return [
            {"building_id": building_id, "unit": unit, "area_id": area_id, **noted}
            for (building_id, unit), area_id in units.items()
        ]

    def _moved(self, given: Sequence[Placed]) -> list[Event]:
        """Units where people may live who come along."""
        versions = {each.building_id: each.before.version + 1 for each in given if each.before}
        moved = {unit: area for each in given for unit, area in _held_elsewhere(each)}
        return self._homes.moved(moved, versions) if moved else []

    def _give(self, given: Sequence[Placed]) -> None:
        for each in given:
            assert each.before is not None
            update_versioned(self._rows, buildings, each.building_id, each.before.version, {})
        if given:
            self._units.give(_asked(given), self._today, self._held_tree.tree.changes)

    def _rooms(self, building_ids: Sequence[str]) -> dict[str, list[tuple[int, str, str | None]]]:
        its = select(dwellings.c.building_id, dwellings.c.unit, dwellings.c.room, dwellings.c.area_id).where(
            self._rows.of(dwellings), dwellings.c.building_id.in_(building_ids)
        )
        rooms: dict[str, list[tuple[int, str, str | None]]] = {}
        for row in self._rows.all(its) if building_ids else ():
            rooms.setdefault(row["building_id"], []).append((row["unit"], row["room"], row["area_id"]))
        return rooms


class EstateGround:
    def __init__(self, community_id: str, rows: Rows, borders: Borders) -> None:
        self._community_id, self._rows, self._borders = community_id, rows, borders

    def new_id(self, key: Key) -> str:
        return str(uuid5(UUID(self._community_id), "\n".join(alike(key))))

    def standing(self, ids: Collection[str]) -> set[str]:
        known = select(buildings.c.id).where(self._rows.of(buildings), buildings.c.id.in_(ids))
        return {row["id"] for row in self._rows.all(known)} if ids else set()

    def split(self, asked: Mapping[UnitKey, str]) -> set[UnitKey]:
        return self._borders.split_units(asked)


def _stood(id: str, version: int, rooms: Sequence[tuple[int, str, str | None]]) -> Stood:
    sizes: dict[int, int] = {}
    for unit, _, _ in rooms:
        sizes[unit] = sizes.get(unit, 0) + 1
    named = frozenset(f"{unit}-{room}" for unit, room, _ in rooms)
    return Stood(id, version, named, {unit: area_id for unit, _, area_id in rooms}, sizes)


def _building(each: Placed, community_id: str) -> Building:
    line = each.line
    count = len(line.rooms)
    return Building(each.building_id, community_id, line.estate, line.building, line.units, count)


def _dwellings(each: Placed) -> Iterator[Dwelling]:
    for said in sorted(each.line.rooms):
        number, _, room = said.partition("-")
        unit, floor = int(number), int(room[:-2])
        id = dwelling_id(each.building_id, unit, room)
        yield Dwelling(id, each.building_id, unit, floor, room, each.areas.get(unit))


def _sizes(each: Placed) -> Mapping[int, int]:
    if each.before is not None:
        return each.before.dwellings
    sizes: dict[int, int] = {}
    for said in each.line.rooms:
        unit = int(said.partition("-")[0])
        sizes[unit] = sizes.get(unit, 0) + 1
    return sizes


def _newly_covered(each: Placed) -> int:
    assert each.before is not None
    return sum(
        each.before.dwellings.get(unit, 0) for unit in each.areas if each.before.areas.get(unit) is None
    )


def _held_elsewhere(each: Placed) -> Iterator[tuple[UnitKey, str]]:
    assert each.before is not None
    for unit, area_id in each.units:
        if each.before.areas.get(unit[1]) not in (None, area_id):
            yield unit, area_id


def _asked(placed: Sequence[Placed]) -> dict[UnitKey, str]:
    return {unit: area for each in placed for unit, area in each.units}


def _told(community_id: str, entered: Sequence[Building], placed: Sequence[Placed]) -> Iterator[Event]:
    if entered:
        yield BuildingsEntered(community_id, tuple(BuildingRow(each.id, each.dwellings) for each in entered))
    rows = [row for each in placed for row in _unit_rows(each)]
    if rows:
        yield UnitsGiven(rows[0].id, tuple(rows))


def _unit_rows(each: Placed) -> Iterator[UnitRow]:
    sizes = _sizes(each)
    version = 1 if each.before is None else each.before.version + 1
    for unit, area_id in sorted(each.areas.items()):
        if unit in sizes:
            yield UnitRow(each.building_id, unit, area_id, sizes[unit], version)
