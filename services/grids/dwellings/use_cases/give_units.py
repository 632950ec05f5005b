"""Whole units are given to micro-grids and exclusive grids; a unit is never split (S2.54)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from services.chassis.caller import Caller
from services.grids.dwellings.domain.building import Building
from services.grids.dwellings.domain.errors import (
    AreaUnknown,
    BuildingUnknown,
    HoldsNoDwellings,
    OfAnotherCommunity,
    TooManyUnits,
    UnitTwiceInBatch,
    UnitUnknown,
)
from services.grids.dwellings.domain.events import UnitRow, UnitsGiven
from services.grids.dwellings.use_cases.ports import Begin, Kinds, Tx, UnitKey

AT_MOST = 500


@dataclass(frozen=True)
class UnitRange:
    """The units `first` to `last` of a building, both included."""

    building_id: str
    first: int
    last: int
    area_id: str


@dataclass(frozen=True)
class GiveUnits:
    ranges: tuple[UnitRange, ...]


def give_units(command: GiveUnits, begin: Begin, caller: Caller, today: date) -> list[UnitRow]:
    asked = _units(command.ranges)
    with begin(caller) as tx:
        _refuse_wrong_places(command.ranges, tx.level_schemes.on(today), tx)
        building_ids = {building_id for building_id, _ in asked}
        versions, sizes = tx.buildings.next_versions(building_ids), tx.units.sizes(building_ids)
        given = [_given(unit, asked[unit], versions[unit[0]], sizes) for unit in sorted(asked)]
        tx.units.give(asked)
        tx.record(UnitsGiven(given[0].id, tuple(given)))
    return given


def _units(ranges: Sequence[UnitRange]) -> dict[UnitKey, str]:
    asked: dict[UnitKey, str] = {}
    for each in ranges:
        for unit in range(each.first, each.last + 1):
            if (each.building_id, unit) in asked:
                raise UnitTwiceInBatch(building_id=each.building_id, unit=unit)
            asked[each.building_id, unit] = each.area_id
    if len(asked) > AT_MOST:
        raise TooManyUnits(at_most=AT_MOST)
    return asked


def _refuse_wrong_places(ranges: Sequence[UnitRange], kinds: Kinds, tx: Tx) -> None:
    places = tx.places.places({each.area_id for each in ranges})
    buildings = tx.buildings.find({each.building_id for each in ranges})
    for each in ranges:
        _refuse_wrong_place(each, kinds, places, buildings)


def _refuse_wrong_place(
    asked: UnitRange,
    kinds: Kinds,
    places: Mapping[str, tuple[str, str | None]],
    buildings: Mapping[str, Building],
) -> None:
    if asked.building_id not in buildings:
        raise BuildingUnknown(building_id=asked.building_id)
    if asked.area_id not in places:
        raise AreaUnknown(area_id=asked.area_id)
    kind, community_id = places[asked.area_id]
    if not kinds.holds_dwellings(kind):
        raise HoldsNoDwellings(area_id=asked.area_id, area_kind=kind)
    if community_id != buildings[asked.building_id].community_id:
        raise OfAnotherCommunity(area_id=asked.area_id, building_id=asked.building_id)


def _given(unit: UnitKey, area_id: str, version: int, sizes: Mapping[UnitKey, int]) -> UnitRow:
    if unit not in sizes:
        raise UnitUnknown(building_id=unit[0], unit=unit[1])
    return UnitRow(unit[0], unit[1], area_id, sizes[unit], version)
