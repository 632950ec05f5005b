"""Give every dwelling of a community with its address, page by page, to a service that places people."""

from dataclasses import dataclass

from services.chassis.caller import Caller
from services.grids.dwellings.use_cases.ports import After, Begin, Page


@dataclass(frozen=True)
class FeedDwellings:
    community_id: str
    limit: int
    after: After = None


def feed_dwellings(command: FeedDwellings, begin: Begin, caller: Caller) -> Page:
    with begin(caller) as tx:
        return tx.dwelling_views.feed(command.community_id, command.after, command.limit)
