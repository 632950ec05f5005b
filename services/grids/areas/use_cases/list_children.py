"""List what stands directly under an area, by name."""

from dataclasses import dataclass

from services.chassis.caller import Caller
from services.grids.areas.use_cases.ports import After, Begin, Page


@dataclass(frozen=True)
class ListChildren:
    area_id: str
    limit: int
    after: After = None


def list_children(command: ListChildren, begin: Begin, caller: Caller) -> Page:
    with begin(caller) as tx:
        return tx.area_lists.children(command.area_id, command.after, command.limit)
