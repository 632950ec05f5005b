"""Whole units are given to micro-grids and exclusive grids, by a table of ranges: all of it, or nothing."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from services.chassis.caller import Caller
from services.grids.dwellings.domain.errors import BaseGridSplitsGroup
from services.grids.dwellings.domain.events import UnitRow, UnitsGiven
from services.grids.dwellings.domain.giving import Ground, UnitKey, UnitRange, given_by, must_be_few
from services.grids.dwellings.use_cases.none_stands import ended_of
from services.grids.dwellings.use_cases.ports import Begin, Tx


@dataclass(frozen=True)
class GiveUnits:
    ranges: tuple[UnitRange, ...]


def give_units(command: GiveUnits, begin: Begin, caller: Caller, today: date) -> list[UnitRow]:
    must_be_few(command.ranges)
    with begin(caller) as tx:
        tree = tx.trees.lock()
        ground = ground_of(command.ranges, tx, today)
        asked = given_by(command.ranges, ground)
        versions = tx.buildings.next_versions({building_id for building_id, _ in asked})
        tx.units.give(asked, today, tree.changes)
        if split := tx.borders.split_by(versions.keys()):
            raise BaseGridSplitsGroup(grouping_id=split[0], name=split[1])
        for community_id, units in _newly_covered(asked, ground).items():
            tx.coverage.change(community_id, dwellings=0, uncovered=-units)
        given = [_given(unit, asked[unit], versions[unit[0]], ground) for unit in sorted(asked)]
        tx.record(UnitsGiven(given[0].id, tuple(given)))
        if moved := _held_elsewhere(asked, ground):
            tx.record(*tx.homes.moved(moved, versions))
    return given


def ground_of(table: tuple[UnitRange, ...], tx: Tx, today: date) -> Ground:
    """As the caller sees it."""
    areas = {each.area_id for each in table}
    places = tx.places.places(areas)
    ended = ended_of(areas - places.keys(), tx.places)
    buildings = tx.buildings.find({each.building_id for each in table})
    return Ground(tx.level_schemes.lasting(today), places, buildings, tx.units.of(buildings), ended)


def _newly_covered(asked: Mapping[UnitKey, str], ground: Ground) -> Counter[str]:
    """Dwellings that lay in no grid, by community."""
    covered: Counter[str] = Counter()
    for unit in asked:
        if ground.units[unit].area_id is None:
            covered[ground.buildings[unit[0]].community_id] += ground.units[unit].dwellings
    return covered


def _held_elsewhere(asked: Mapping[UnitKey, str], ground: Ground) -> dict[UnitKey, str]:
    """Units where people may live who come along."""
    return {unit: to for unit, to in asked.items() if ground.units[unit].area_id not in (None, to)}


def _given(unit: UnitKey, area_id: str, version: int, ground: Ground) -> UnitRow:
    return UnitRow(unit[0], unit[1], area_id, ground.units[unit].dwellings, version)
