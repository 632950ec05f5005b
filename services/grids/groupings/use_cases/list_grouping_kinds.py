"""List the kinds of groupings that the district has: the usual ones and its own."""

from dataclasses import dataclass

from services.chassis.caller import Caller
from services.grids.groupings.use_cases.ports import After, Begin, Page


@dataclass(frozen=True)
class ListGroupingKinds:
    limit: int
    after: After = None


def list_grouping_kinds(command: ListGroupingKinds, begin: Begin, caller: Caller) -> Page:
    with begin(caller) as tx:
        return tx.grouping_views.kinds(command.after, command.limit)
