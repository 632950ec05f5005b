"""Who holds an area's post on a day?"""

from dataclasses import dataclass
from datetime import date

from services.chassis.caller import Caller
from services.grids.posts.domain.post import role_of
from services.grids.posts.use_cases.ports import Begin, Row


@dataclass(frozen=True)
class FindHolder:
    """`on` None is today."""

    area_id: str
    on: date | None = None


def find_holder(command: FindHolder, begin: Begin, caller: Caller, today: date) -> Row:
    with begin(caller) as tx:
        holder = tx.post_views.holder(command.area_id, command.on or today)
    role_of(command.area_id, holder["area_kind"])
    return holder
