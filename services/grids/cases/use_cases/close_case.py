"""A case is done (办结), with feedback (反馈)."""

from dataclasses import dataclass
from datetime import datetime

from services.chassis.caller import Caller
from services.grids.cases.domain.case import Case
from services.grids.cases.use_cases.ports import Begin


@dataclass(frozen=True)
class CloseCase:
    case_id: str
    feedback: str
    seen_version: int


def close_case(command: CloseCase, begin: Begin, caller: Caller, now: datetime) -> Case:
    with begin(caller) as tx:
        case = tx.cases.get(command.case_id, command.seen_version)
        tx.record(case.close(command.feedback, now))
        tx.cases.save(case)
    return case
