"""List an area and everything below it, parents first."""

from dataclasses import dataclass

from services.chassis.caller import Caller
from services.grids.areas.use_cases.ports import After, Begin, Page


@dataclass(frozen=True)
class ListSubtree:
    area_id: str
    limit: int
    after: After = None


def list_subtree(command: ListSubtree, begin: Begin, caller: Caller) -> Page:
    with begin(caller) as tx:
        return tx.area_lists.subtree(command.area_id, command.after, command.limit)
