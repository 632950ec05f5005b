"""List an area and everything that stood below it on a day, parents first, as it was called then."""

from dataclasses import dataclass
from datetime import date

from services.chassis.caller import Caller
from services.grids.areas.domain.trace_errors import DayToCome
from services.grids.areas.use_cases.ports import After, Begin, Page


@dataclass(frozen=True)
class ListAreasThen:
    """`on` None: today, which is the last day that may be asked about. Raises DayToCome."""

    area_id: str
    limit: int
    on: date | None = None
    after: After = None


def list_areas_then(command: ListAreasThen, begin: Begin, caller: Caller, today: date) -> Page:
    on = command.on or today
    if on > today:
        raise DayToCome(day=on).at("on")
    with begin(caller) as tx:
        return tx.area_history.subtree(command.area_id, on, command.after, command.limit)
