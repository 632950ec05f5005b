"""List the buildings of a community, by estate and name."""

from dataclasses import dataclass

from services.chassis.caller import Caller
from services.grids.dwellings.use_cases.ports import After, Begin, Page


@dataclass(frozen=True)
class ListBuildings:
    community_id: str
    limit: int
    after: After = None


def list_buildings(command: ListBuildings, begin: Begin, caller: Caller) -> Page:
    with begin(caller) as tx:
        return tx.dwelling_views.buildings(command.community_id, command.after, command.limit)
