"""List the posts in an area's subtree with their holders, or the vacant ones (人员空缺) only."""

from dataclasses import dataclass
from datetime import date

from services.chassis.caller import Caller
from services.grids.posts.use_cases.ports import After, Begin, OfDay, Page, Wanted


@dataclass(frozen=True)
class ListPosts:
    """`vacant` None lists both, `role` None all roles; `on` None is today."""

    area_id: str
    limit: int
    vacant: bool | None = None
    role: str | None = None
    on: date | None = None
    after: After = None


def list_posts(command: ListPosts, begin: Begin, caller: Caller, today: date) -> Page:
    day = OfDay.asked(command.on, today)
    with begin(caller) as tx:
        scheme = tx.roles.get().on(day.on)
        return tx.post_views.below(
            command.area_id, day, scheme, Wanted(command.vacant, command.role), command.after, command.limit
        )
