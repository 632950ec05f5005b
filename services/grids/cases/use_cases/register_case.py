"""A resident's voice is written down as a case of a micro-grid."""

from dataclasses import dataclass
from datetime import date, datetime

from services.chassis.caller import Caller
from services.grids.cases.domain.case import Case
from services.grids.cases.domain.ground import case_number
from services.grids.cases.use_cases.ports import Begin


@dataclass(frozen=True)
class RegisterCase:
    """`raiser_id` is whoever the raiser is elsewhere; nobody has to give one."""

    id: str
    area_id: str
    text: str
    raiser_id: str | None = None


def register_case(command: RegisterCase, begin: Begin, caller: Caller, now: datetime, today: date) -> Case:
    with begin(caller) as tx:
        ground = tx.grounds.find(command.area_id, on=today)
        ground.must_be_micro()
        place = tx.register.next_place(ground.community_id, today.year)
        number = case_number(ground.register, today.year, place)
        case = Case(
            command.id, number, ground.area_id, command.text, now, command.raiser_id, ground.holder_id
        )
        tx.cases.add(case)
        tx.record(case.registered())
    return case
