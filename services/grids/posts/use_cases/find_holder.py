"""Who holds an area's post on a day?"""

from dataclasses import dataclass
from datetime import date

from services.chassis.caller import Caller
from services.grids.posts.domain.errors import AreaUnknown
from services.grids.posts.use_cases.ports import Begin, Row
from services.grids.posts.use_cases.why_unknown import why_unknown


@dataclass(frozen=True)
class FindHolder:
    """`on` None is today, `role` None the post that is the area's own by its kind."""

    area_id: str
    on: date | None = None
    role: str | None = None


def find_holder(command: FindHolder, begin: Begin, caller: Caller, today: date) -> Row:
    with begin(caller) as tx:
        on = command.on or today
        try:
            return tx.post_views.holder(command.area_id, on, command.role)
        except AreaUnknown as unknown:
            raise why_unknown(unknown, on, tx) from None
