"""List what was done, the newest first: in an area and below, of a class, on certain days."""

from dataclasses import dataclass
from datetime import date

from services.chassis.caller import Caller
from services.grids.work_log.domain.duties import DutyClass
from services.grids.work_log.use_cases.ports import After, Begin, Page, Wanted


@dataclass(frozen=True)
class ListWork:
    """`until` is the first day that is not wanted any more."""

    limit: int
    after: After = None
    area_id: str | None = None
    duty_class: DutyClass | None = None
    since: date | None = None
    until: date | None = None


def list_work(command: ListWork, begin: Begin, caller: Caller) -> Page:
    wanted = Wanted(command.area_id, command.duty_class, command.since, command.until)
    with begin(caller) as tx:
        return tx.work_views.listed(wanted, command.after, command.limit)
