"""List what became of an area in the course of time, the first change first."""

from dataclasses import dataclass

from services.chassis.caller import Caller
from services.grids.areas.use_cases.ports import After, Begin, Page


@dataclass(frozen=True)
class ListAreaChanges:
    area_id: str
    limit: int
    after: After = None


def list_area_changes(command: ListAreaChanges, begin: Begin, caller: Caller) -> Page:
    with begin(caller) as tx:
        return tx.area_history.changes(command.area_id, command.after, command.limit)
