"""List who is appointed in an area: holders and deputies, on a day and later."""

from dataclasses import dataclass
from datetime import date

from services.chassis.caller import Caller
from services.grids.posts.use_cases.ports import After, Begin, Page


@dataclass(frozen=True)
class ListAppointments:
    """Those that last beyond `on`; None is today."""

    area_id: str
    limit: int
    on: date | None = None
    after: After = None


def list_appointments(command: ListAppointments, begin: Begin, caller: Caller, today: date) -> Page:
    with begin(caller) as tx:
        return tx.appointment_views.at(command.area_id, command.on or today, command.after, command.limit)
