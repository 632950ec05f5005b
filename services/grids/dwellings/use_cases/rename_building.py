"""A building gets another name, or another estate: none beside it bears that, of whatever width."""

from dataclasses import dataclass

from services.chassis.caller import Caller
from services.grids.dwellings.domain.building import Building
from services.grids.dwellings.domain.errors import BuildingNameTaken
from services.grids.dwellings.use_cases.ports import Begin


@dataclass(frozen=True)
class RenameBuilding:
    """None: stays."""

    building_id: str
    seen_version: int
    name: str | None = None
    estate: str | None = None


def rename_building(command: RenameBuilding, begin: Begin, caller: Caller) -> Building:
    with begin(caller) as tx:
        tx.trees.lock()
        building = tx.buildings.get(command.building_id, command.seen_version)
        renamed, said = building.rename(command.name, command.estate)
        if said is None:
            return building
        named = tx.buildings.named(building.community_id, renamed.estate, [renamed.name], but=building.id)
        if bearer := named.get(renamed.name):
            raise BuildingNameTaken(building_id=bearer, name=renamed.name).at(_meant(command))
        tx.buildings.save(renamed)
        tx.record(said)
    return renamed


def _meant(command: RenameBuilding) -> str:
    return "estate" if command.name is None else "name"
