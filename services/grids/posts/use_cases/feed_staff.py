"""Give everybody on duty, page by page, to a service that mirrors them."""

from dataclasses import dataclass

from services.chassis.caller import Caller
from services.grids.posts.use_cases.ports import After, Begin, Page


@dataclass(frozen=True)
class FeedStaff:
    limit: int
    after: After = None


def feed_staff(command: FeedStaff, begin: Begin, caller: Caller) -> Page:
    with begin(caller) as tx:
        return tx.people_views.feed(command.after, command.limit)
