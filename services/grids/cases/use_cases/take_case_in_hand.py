"""The assignee begins to see to a case (领办)."""

from dataclasses import dataclass
from datetime import datetime

from services.chassis.caller import Caller
from services.grids.cases.domain.case import Case
from services.grids.cases.use_cases.ports import Begin


@dataclass(frozen=True)
class TakeCaseInHand:
    case_id: str
    seen_version: int


def take_case_in_hand(command: TakeCaseInHand, begin: Begin, caller: Caller, now: datetime) -> Case:
    with begin(caller) as tx:
        case = tx.cases.get(command.case_id, command.seen_version)
        tx.record(case.take_in_hand(now))
        tx.cases.save(case)
    return case
