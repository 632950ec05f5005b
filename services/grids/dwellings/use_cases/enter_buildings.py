"""An estate's list becomes buildings and dwellings: all of a batch, or none.

What is there already, just so, is left as it is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from services.chassis.caller import Caller
from services.chassis.domain import row_of_id, rows_of, within
from services.grids.dwellings.domain.building import (
    Building,
    Dwelling,
    NewBuilding,
    alike,
    dwellings_of,
    stray_exceptions,
)
from services.grids.dwellings.domain.errors import (
    BuildingNameTaken,
    BuildingTwiceInBatch,
    NoSuchRoom,
    NotACommunity,
    TooManyDwellings,
)
from services.grids.dwellings.domain.events import BuildingRow, BuildingsEntered
from services.grids.dwellings.use_cases.none_stands import none_stands
from services.grids.dwellings.use_cases.ports import Begin, Tx

AT_MOST = 5000


@dataclass(frozen=True)
class EnterBuildings:
    community_id: str
    estate: str
    buildings: tuple[NewBuilding, ...]


def enter_buildings(command: EnterBuildings, begin: Begin, caller: Caller) -> list[Building]:
    _refuse_slips(command.buildings)
    dwellings = {new.id: dwellings_of(new) for new in command.buildings}
    buildings = [_building(command, new, dwellings[new.id]) for new in command.buildings]
    with begin(caller) as tx:
        tx.trees.lock()
        _refuse_where_none_stands(command.community_id, tx)
        wanted = {each: [home.id for home in dwellings[each.id]] for each in buildings}
        with row_of_id(rows_of("buildings", [each.id for each in buildings])):
            before = tx.buildings.entered_before(wanted)
        new = {number: each for number, each in enumerate(buildings) if each.id not in before}
        _refuse_what_is_taken(command, new, tx)
        if new:
            _enter(command.community_id, list(new.values()), dwellings, tx)
    return [before.get(each.id, each) for each in buildings]


def _enter(
    community_id: str, new: Sequence[Building], dwellings: Mapping[str, Sequence[Dwelling]], tx: Tx
) -> None:
    tx.buildings.add(new, [home for each in new for home in dwellings[each.id]])
    entered = sum(each.dwellings for each in new)
    tx.coverage.change(community_id, dwellings=entered, uncovered=entered)
    rows = tuple(BuildingRow(each.id, each.dwellings) for each in new)
    tx.record(BuildingsEntered(community_id, rows))


def _building(command: EnterBuildings, new: NewBuilding, dwellings: Sequence[Dwelling]) -> Building:
    return Building(
        new.id, command.community_id, command.estate, new.name, new.units, dwellings=len(dwellings)
    )


def _refuse_slips(batch: Sequence[NewBuilding]) -> None:
    said: set[str] = set()
    if sum(new.units * new.floors * new.rooms_per_floor for new in batch) > AT_MOST:
        raise TooManyDwellings(at_most=AT_MOST)
    for number, new in enumerate(batch):
        with within("buildings", number):
            named = {alike(new.name), new.id}
            if said & named:
                raise BuildingTwiceInBatch(name=new.name)
            said |= named
            for room in stray_exceptions(new):
                raise NoSuchRoom(building_id=new.id, room=room)


def _refuse_where_none_stands(community_id: str, tx: Tx) -> None:
    place = tx.places.places([community_id]).get(community_id)
    if place is None:
        raise none_stands(community_id, tx.places).at("community_id")
    if place[1] != community_id:
        raise NotACommunity(area_id=community_id, area_kind=place[0])


def _refuse_what_is_taken(command: EnterBuildings, new: Mapping[int, Building], tx: Tx) -> None:
    places = {each.name: number for number, each in new.items()}
    named = tx.buildings.named(command.community_id, command.estate, places) if new else {}
    for name, building_id in named.items():
        with within("buildings", places[name]):
            raise BuildingNameTaken(building_id=building_id, name=name).at("name")
