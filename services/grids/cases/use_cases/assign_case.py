"""A case goes to whoever holds its micro-grid's post today, or deputises there."""

from dataclasses import dataclass
from datetime import date, datetime

from services.chassis.caller import Caller
from services.grids.cases.domain.case import Case
from services.grids.cases.use_cases.ports import Begin


@dataclass(frozen=True)
class AssignCase:
    case_id: str
    seen_version: int


def assign_case(command: AssignCase, begin: Begin, caller: Caller, now: datetime, today: date) -> Case:
    with begin(caller) as tx:
        case = tx.cases.get(command.case_id, command.seen_version)
        ground = tx.grounds.find(case.area_id, on=today)
        above = None if ground.holder_id else tx.grounds.who_above(case.area_id, on=today)
        tx.record(case.assign(ground.holder_id, now, above))
        tx.cases.save(case)
    return case
