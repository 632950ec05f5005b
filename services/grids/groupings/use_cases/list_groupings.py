"""List the open groupings of a community, by name."""

from dataclasses import dataclass

from services.chassis.caller import Caller
from services.grids.groupings.use_cases.ports import After, Begin, Page


@dataclass(frozen=True)
class ListGroupings:
    community_id: str
    limit: int
    kind: str | None = None
    after: After = None


def list_groupings(command: ListGroupings, begin: Begin, caller: Caller) -> Page:
    with begin(caller) as tx:
        return tx.grouping_views.of_community(
            command.community_id, command.kind, command.after, command.limit
        )
