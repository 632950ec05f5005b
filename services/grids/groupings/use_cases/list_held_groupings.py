"""List the open groupings that somebody holds, on a day and later, in the caller's areas."""

from dataclasses import dataclass
from datetime import date

from services.chassis.caller import Caller
from services.grids.groupings.use_cases.ports import After, Begin, Page


@dataclass(frozen=True)
class ListHeldGroupings:
    """Those that they hold beyond `on`; None is today."""

    staff_id: str
    limit: int
    on: date | None = None
    after: After = None


def list_held_groupings(command: ListHeldGroupings, begin: Begin, caller: Caller, today: date) -> Page:
    with begin(caller) as tx:
        on = command.on or today
        return tx.grouping_views.held_by(command.staff_id, on, command.after, command.limit)
