"""Read one person on duty."""

from dataclasses import dataclass

from services.chassis.caller import Caller
from services.grids.posts.use_cases.ports import Begin, Row


@dataclass(frozen=True)
class GetStaff:
    staff_id: str


def get_staff(command: GetStaff, begin: Begin, caller: Caller) -> Row:
    with begin(caller) as tx:
        return tx.people_views.one(command.staff_id)
