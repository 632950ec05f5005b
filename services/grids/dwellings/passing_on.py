"""Units and buildings where areas change: whose dwellings lie where, and what comes into other areas."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from sqlalchemy import ColumnElement, and_, func, select, update

from services.chassis.batches import batches
from services.chassis.domain import Event
from services.chassis.storage.rows import Rows
from services.grids.dwellings.domain.events import DwellingRow, DwellingsMoved, UnitRow, UnitsGiven
from services.grids.dwellings.domain.giving import UnitKey
from services.grids.dwellings.store import (
    SqlBuildings,
    SqlCoverage,
    SqlUnits,
    buildings,
    coverage,
    dwellings,
)

ROWS_PER_EVENT = 500


class SqlHomes:
    def __init__(self, rows: Rows, its_buildings: SqlBuildings, its_units: SqlUnits) -> None:
        self.rows, self.buildings, self.its_units = rows, its_buildings, its_units

    def units(self, area_ids: Collection[str]) -> dict[UnitKey, int]:
        """With the number of their dwellings."""
        unit = (dwellings.c.building_id, dwellings.c.unit)
        there = (self.rows.of(dwellings), dwellings.c.area_id.in_(area_ids))
        counted = select(*unit, func.count().label("size")).where(*there).group_by(*unit)
        found = self.rows.all(counted) if area_ids else []
        return {(row["building_id"], row["unit"]): row["size"] for row in found}

    def dwellings(self, units: Collection[UnitKey]) -> dict[UnitKey, list[str]]:
        found: dict[UnitKey, list[str]] = {}
        for home in self._homes(sorted({building_id for building_id, _ in units})):
            if (unit := (home["building_id"], home["unit"])) in units:
                found.setdefault(unit, []).append(home["id"])
        return found

    def count_there(self, there: Callable[[ColumnElement[str]], ColumnElement[bool]], on: date) -> int:
        """The dwellings where `there` says, whatever the day: of a community those in no grid yet, too."""
        those = (self.rows.of(dwellings), there(dwellings.c.area_id))
        counted = select(func.count().label("size")).select_from(dwellings).where(*those)
        waiting = select(func.coalesce(func.sum(coverage.c.uncovered), 0).label("size"))
        waiting = waiting.where(self.rows.of(coverage), there(coverage.c.community_id))
        return sum(int(self.rows.all(each)[0]["size"]) for each in (counted, waiting))

    def in_no_grid(self, building_ids: Collection[str]) -> dict[str, int]:
        """How many each has."""
        found: dict[str, int] = {}
        for batch in batches(sorted(building_ids), ROWS_PER_EVENT):
            its = (self.rows.of(dwellings), dwellings.c.building_id.in_(batch), dwellings.c.area_id.is_(None))
            counted = select(dwellings.c.building_id, func.count().label("size")).where(*its)
            rows = self.rows.all(counted.group_by(dwellings.c.building_id))
            found |= {row["building_id"]: row["size"] for row in rows}
        return found

    def move(self, units: Mapping[UnitKey, str], on: date, change: int) -> list[Event]:
        versions = self.buildings.next_versions({building_id for building_id, _ in units})
        homes = [home for home in self._homes(list(versions)) if (home["building_id"], home["unit"]) in units]
        for batch in batches(sorted(units), ROWS_PER_EVENT):
            self.its_units.give({unit: units[unit] for unit in batch}, on, change)
        return [*_units_given(units, versions, homes), *_dwellings_moved(units, versions, homes)]

    def moved(self, units: Mapping[UnitKey, str], versions: Mapping[str, int]) -> list[Event]:
        """What is told of dwellings that lay elsewhere, by the versions of their buildings."""
        its = self._homes(sorted({building_id for building_id, _ in units}))
        homes = [home for home in its if (home["building_id"], home["unit"]) in units]
        return list(_dwellings_moved(units, versions, homes))

    def _homes(self, building_ids: Sequence[str]) -> list[dict[str, Any]]:
        columns = (dwellings.c.id, dwellings.c.building_id, dwellings.c.unit)
        found = []
        for batch in batches(building_ids, ROWS_PER_EVENT):
            there = (self.rows.of(dwellings), dwellings.c.building_id.in_(batch))
            found += self.rows.all(select(*columns).where(*there).order_by(dwellings.c.id))
        return found


@dataclass(frozen=True)
class StandingBuilding:
    id: str
    community_id: str
    estate: str
    name: str
    area_ids: frozenset[str]


class Groups(Protocol):
    """Sets of units, which another room keeps."""

    def resettle(self, communities: Mapping[str, str]) -> Sequence[Event]: ...


class SqlEstates:
    def __init__(self, rows: Rows, coverage: SqlCoverage, groups: Groups) -> None:
        self.rows, self.coverage, self.groups = rows, coverage, groups

    def standing(self, community_ids: Collection[str]) -> list[StandingBuilding]:
        its = and_(dwellings.c.district == buildings.c.district, dwellings.c.building_id == buildings.c.id)
        columns = (buildings.c.id, buildings.c.community_id, buildings.c.estate, buildings.c.name)
        there = (self.rows.of(buildings), buildings.c.community_id.in_(community_ids))
        listed = select(*columns, dwellings.c.area_id).select_from(buildings.outerjoin(dwellings, its))
        grids: dict[tuple[str, str, str, str], set[str]] = {}
        for row in self.rows.all(listed.where(*there).distinct()) if community_ids else []:
            place = (row["id"], row["community_id"], row["estate"], row["name"])
            grids.setdefault(place, set()).update([row["area_id"]] if row["area_id"] else [])
        return [StandingBuilding(*place, frozenset(area_ids)) for place, area_ids in grids.items()]

    def resettle(self, communities: Mapping[str, str]) -> list[Event]:
        """With what is counted of communities, and with the groups of their units."""
        if not communities:
            return []
        self._count(communities)
        for community_id in sorted(set(communities.values())):
            moved = sorted(each for each, there in communities.items() if there == community_id)
            for batch in batches(moved, ROWS_PER_EVENT):
                its = (self.rows.of(buildings), buildings.c.id.in_(batch))
                changed = {"community_id": community_id, "version": buildings.c.version + 1}
                self.rows.write(update(buildings).where(*its).values(changed))
        return list(self.groups.resettle(communities))

    def _count(self, communities: Mapping[str, str]) -> None:
        its = and_(dwellings.c.district == buildings.c.district, dwellings.c.building_id == buildings.c.id)
        counts = (func.count().label("size"), func.count(dwellings.c.area_id).label("covered"))
        columns = (buildings.c.id, buildings.c.community_id)
        for batch in batches(sorted(communities), ROWS_PER_EVENT):
            those = (self.rows.of(buildings), buildings.c.id.in_(batch))
            counted = select(*columns, *counts).select_from(buildings.join(dwellings, its)).where(*those)
            for row in self.rows.all(counted.group_by(*columns)):
                size, uncovered = row["size"], row["size"] - row["covered"]
                self.coverage.change(row["community_id"], -size, -uncovered)
                self.coverage.change(communities[row["id"]], size, uncovered)


def _units_given(
    units: Mapping[UnitKey, str], versions: Mapping[str, int], homes: Sequence[Mapping[str, Any]]
) -> Iterator[UnitsGiven]:
    sizes = dict.fromkeys(units, 0)
    for home in homes:
        sizes[home["building_id"], home["unit"]] += 1
    for batch in batches(sorted(units), ROWS_PER_EVENT):
        rows = [UnitRow(unit[0], unit[1], units[unit], sizes[unit], versions[unit[0]]) for unit in batch]
        yield UnitsGiven(rows[0].id, tuple(rows))


def _dwellings_moved(
    units: Mapping[UnitKey, str], versions: Mapping[str, int], homes: Sequence[Mapping[str, Any]]
) -> Iterator[DwellingsMoved]:
    for batch in batches(homes, ROWS_PER_EVENT):
        rows = [
            DwellingRow(home["id"], units[home["building_id"], home["unit"]], versions[home["building_id"]])
            for home in batch
        ]
        yield DwellingsMoved(rows[0].id, tuple(rows))
