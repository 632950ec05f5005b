"""List the dwellings of a building, by unit and floor."""

from dataclasses import dataclass

from services.chassis.caller import Caller
from services.grids.dwellings.use_cases.ports import After, Begin, Page


@dataclass(frozen=True)
class ListDwellings:
    building_id: str
    limit: int
    after: After = None


def list_dwellings(command: ListDwellings, begin: Begin, caller: Caller) -> Page:
    with begin(caller) as tx:
        return tx.dwelling_views.dwellings(command.building_id, command.after, command.limit)
