"""Get a grouping with its holders."""

from dataclasses import dataclass

from services.chassis.caller import Caller
from services.grids.groupings.use_cases.ports import Begin, Row


@dataclass(frozen=True)
class GetGrouping:
    grouping_id: str


def get_grouping(command: GetGrouping, begin: Begin, caller: Caller) -> Row:
    with begin(caller) as tx:
        return tx.grouping_views.one(command.grouping_id)
