"""Units given by a table of ranges: what is wrong with its rows, what it leaves out, what it says twice."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from services.grids.dwellings.domain.building import Building
from services.grids.dwellings.domain.errors import (
    AreaEnded,
    AreaUnknown,
    BuildingUnknown,
    HoldsNoDwellings,
    MicroGridSplitsUnit,
    RangeReversed,
    RowRefusal,
    TooManyUnits,
    TotalGridCrossesCommunity,
    UnitTwiceInBatch,
    UnitUnknown,
)

AT_MOST = 500
UnitKey = tuple[str, int]
"""A building's id and the number of the unit in it."""
Place = tuple[str, str | None]
"""The kind of an area and its community."""


@dataclass(frozen=True)
class UnitRange:
    """The units `first` to `last` of a building, both included."""

    building_id: str
    first: int
    last: int
    area_id: str

    @property
    def units(self) -> Iterator[UnitKey]:
        return ((self.building_id, unit) for unit in range(self.first, self.last + 1))


@dataclass(frozen=True)
class Unit:
    """So many dwellings, in `area_id` or in none."""

    dwellings: int
    area_id: str | None


class Kinds(Protocol):
    def holds_dwellings(self, kind: str) -> bool: ...
    def named(self, kind: str) -> str: ...


@dataclass(frozen=True)
class Ground:
    """What a table is held against: the areas and buildings that its giver sees, and their units.

    `ended`: the days on which areas ended that it names."""

    kinds: Kinds
    places: Mapping[str, Place]
    buildings: Mapping[str, Building]
    units: Mapping[UnitKey, Unit]
    ended: Mapping[str, date] = field(default_factory=dict)


def given_by(table: Sequence[UnitRange], ground: Ground) -> dict[UnitKey, str]:
    """Each unit with its area. Raises the first of what is wrong."""
    for wrong in slips(table, ground):
        raise wrong
    return {unit: each.area_id for each in table for unit in each.units}


def must_be_few(table: Sequence[UnitRange]) -> None:
    """Raises TooManyUnits."""
    if sum(max(0, each.last - each.first + 1) for each in table) > AT_MOST:
        raise TooManyUnits(at_most=AT_MOST)


def slips(table: Sequence[UnitRange], ground: Ground) -> Iterator[RowRefusal]:
    """What is wrong, row after row; each names its row and the fields in it."""
    said: dict[UnitKey, str] = {}
    for row, asked in enumerate(table):
        for wrong in (*_misplaced(asked, ground), *_said_before(asked, said)):
            yield wrong.in_row(row)


def _misplaced(asked: UnitRange, ground: Ground) -> Iterator[RowRefusal]:
    building, place = ground.buildings.get(asked.building_id), ground.places.get(asked.area_id)
    if asked.first > asked.last:
        yield RangeReversed(first=asked.first, last=asked.last)
    if asked.area_id in ground.ended:
        yield AreaEnded(area_id=asked.area_id, ended_on=ground.ended[asked.area_id])
    elif place is None:
        yield AreaUnknown(area_id=asked.area_id)
    elif not ground.kinds.holds_dwellings(place[0]):
        yield HoldsNoDwellings(area_id=asked.area_id, area_kind=ground.kinds.named(place[0]))
    elif building is not None and place[1] != building.community_id:
        yield TotalGridCrossesCommunity(area_id=asked.area_id, building_id=asked.building_id)
    if building is None:
        yield BuildingUnknown(building_id=asked.building_id)
    elif stray := next((unit for _, unit in asked.units if (building.id, unit) not in ground.units), None):
        yield UnitUnknown(building_id=building.id, unit=stray)


def _said_before(asked: UnitRange, said: dict[UnitKey, str]) -> Iterator[RowRefusal]:
    """Two grids for one unit split it; the same grid twice is a slip of the pen."""
    twice = next((unit for unit in asked.units if unit in said), None)
    if twice is not None:
        building_id, unit = twice
        splits = said[twice] != asked.area_id
        yield (MicroGridSplitsUnit if splits else UnitTwiceInBatch)(building_id=building_id, unit=unit)
    said |= {unit: asked.area_id for unit in asked.units if unit not in said}


@dataclass(frozen=True)
class Span:
    """The units `first` to `last` of a building, all in `area_id`, or all in no grid."""

    building_id: str
    first: int
    last: int
    area_id: str | None


def spans(units: Iterable[tuple[UnitKey, str | None]]) -> list[Span]:
    """Neighbours in one grid together, by building and number."""
    found: list[Span] = []
    for (building_id, unit), area_id in sorted(units, key=lambda each: each[0]):
        last = found[-1] if found else None
        if last and (last.building_id, last.area_id, last.last + 1) == (building_id, area_id, unit):
            found[-1] = Span(building_id, last.first, unit, area_id)
        else:
            found.append(Span(building_id, unit, unit, area_id))
    return found


def gaps(asked: Collection[UnitKey], ground: Ground) -> list[Span]:
    """Units of the table's buildings that lie in no grid, and will not by this table either."""
    left = ((unit, None) for unit, is_there in ground.units.items() if is_there.area_id is None)
    return spans(each for each in left if each[0] not in asked)


def given_elsewhere(asked: Mapping[UnitKey, str], ground: Ground) -> list[Span]:
    """Units that lie in another grid now, which is the one that is named."""
    now = ((unit, ground.units[unit].area_id) for unit in asked if unit in ground.units)
    return spans((unit, area_id) for unit, area_id in now if area_id not in (None, asked[unit]))


@dataclass(frozen=True)
class Double:
    """A unit that more than one row speaks of."""

    building_id: str
    unit: int
    rows: tuple[int, ...]


def doubles(table: Sequence[UnitRange]) -> list[Double]:
    rows: dict[UnitKey, list[int]] = {}
    for row, asked in enumerate(table):
        for unit in asked.units:
            rows.setdefault(unit, []).append(row)
    return [Double(*unit, tuple(said)) for unit, said in sorted(rows.items()) if len(said) > 1]
