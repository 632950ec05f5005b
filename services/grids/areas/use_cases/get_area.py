"""Read one area with its codes."""

from dataclasses import dataclass

from services.chassis.caller import Caller
from services.grids.areas.use_cases.ports import Begin, Row


@dataclass(frozen=True)
class GetArea:
    area_id: str


def get_area(command: GetArea, begin: Begin, caller: Caller) -> Row:
    with begin(caller) as tx:
        return tx.area_views.one(command.area_id)
