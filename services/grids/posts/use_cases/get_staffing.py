"""How many posts of each role there are in an area's subtree, and how many are held."""

from dataclasses import dataclass
from datetime import date

from services.chassis.caller import Caller
from services.grids.posts.domain.staffing import Staffing, staffing_of
from services.grids.posts.use_cases.ports import Begin, OfDay


@dataclass(frozen=True)
class GetStaffing:
    """`on` None is today."""

    area_id: str
    on: date | None = None


def get_staffing(command: GetStaffing, begin: Begin, caller: Caller, today: date) -> Staffing:
    day = OfDay.asked(command.on, today)
    with begin(caller) as tx:
        scheme = tx.roles.get().on(day.on)
        counted = tx.post_figures.counted(command.area_id, day, scheme)
    return staffing_of(command.area_id, day.on, counted, scheme)
