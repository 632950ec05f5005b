"""List the cases that the caller may see, the oldest first."""

from dataclasses import dataclass

from services.chassis.caller import Caller
from services.grids.cases.domain.state import CaseState
from services.grids.cases.use_cases.ports import After, Begin, Page


@dataclass(frozen=True)
class ListCases:
    """`area_id` stands for its subtree."""

    limit: int
    area_id: str | None = None
    state: CaseState | None = None
    after: After = None


def list_cases(command: ListCases, begin: Begin, caller: Caller) -> Page:
    with begin(caller) as tx:
        return tx.case_views.page(command.area_id, command.state, command.after, command.limit)
