"""Give every area of a district, page by page, to a service that mirrors them."""

from dataclasses import dataclass

from services.chassis.caller import Caller
from services.grids.areas.use_cases.ports import After, Begin, TreePage


@dataclass(frozen=True)
class FeedAreas:
    limit: int
    after: After = None


def feed_areas(command: FeedAreas, begin: Begin, caller: Caller) -> TreePage:
    with begin(caller) as tx:
        return tx.area_views.feed(command.after, command.limit)
