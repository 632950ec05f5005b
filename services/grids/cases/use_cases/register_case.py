"""A resident's voice is written down as a case of a micro-grid."""

from dataclasses import dataclass
from datetime import date, datetime

from services.chassis.caller import Caller
from services.grids.cases.domain.case import Case
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
        ground = tx.grounds.hold(command.area_id, on=today)
        if not ground.is_micro:
            ground.must_take_cases(tx.level_schemes.lasting(today))
        case = Case(
            id=command.id,
            register=ground.register,
            year=today.year,
            area_id=ground.area_id,
            text=command.text,
            registered_at=now,
            raiser_id=command.raiser_id,
            holder_id=ground.holder_id,
        )
        case.place = tx.cases.enter(case, ground.community_id)
        tx.record(case.registered())
    return case
