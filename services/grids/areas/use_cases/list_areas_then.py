"""List an area and everything that stood below it on a day, parents first, as it was called then."""

from dataclasses import dataclass
from datetime import date

from services.chassis.caller import Caller
from services.grids.areas.use_cases.ports import After, Begin, Page


@dataclass(frozen=True)
class ListAreasThen:
    """`on` None: today."""

    area_id: str
    limit: int
    on: date | None = None
    after: After = None


def list_areas_then(command: ListAreasThen, begin: Begin, caller: Caller, today: date) -> Page:
    with begin(caller) as tx:
        return tx.area_history.subtree(command.area_id, command.on or today, command.after, command.limit)
