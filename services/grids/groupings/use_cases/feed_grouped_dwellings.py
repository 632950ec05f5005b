"""Give the dwellings of all groupings, page by page, to a service that shows people by them."""

from dataclasses import dataclass

from services.chassis.caller import Caller
from services.grids.groupings.use_cases.ports import After, Begin, Page


@dataclass(frozen=True)
class FeedGroupedDwellings:
    limit: int
    after: After = None


def feed_grouped_dwellings(command: FeedGroupedDwellings, begin: Begin, caller: Caller) -> Page:
    with begin(caller) as tx:
        return tx.grouped_dwellings.feed(command.after, command.limit)
