"""Get a building."""

from dataclasses import dataclass

from services.chassis.caller import Caller
from services.grids.dwellings.use_cases.ports import Begin, Row


@dataclass(frozen=True)
class GetBuilding:
    building_id: str


def get_building(command: GetBuilding, begin: Begin, caller: Caller) -> Row:
    with begin(caller) as tx:
        return tx.dwelling_views.building(command.building_id)
