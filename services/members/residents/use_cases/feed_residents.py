"""Give everybody's facts, page by page, to a service that mirrors them."""

from dataclasses import dataclass

from services.chassis.caller import Caller
from services.members.residents.use_cases.ports import After, Begin, Page


@dataclass(frozen=True)
class FeedResidents:
    limit: int
    after: After = None


def feed_residents(command: FeedResidents, begin: Begin, caller: Caller) -> Page:
    with begin(caller) as tx:
        return tx.resident_views.feed(command.after, command.limit)
