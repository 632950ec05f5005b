"""Somebody took a role to where it does not count: whoever answers for the area is told, never why."""

from dataclasses import dataclass
from datetime import datetime

from services.chassis.caller import Caller
from services.chassis.clock import SHANGHAI
from services.notify.messages.domain.state import SubjectKind
from services.notify.messages.use_cases.ports import Begin, Ground
from services.notify.messages.use_cases.tell import Notice, tell

GLASS_BROKEN = "glass_broken"
UNTIL = "%Y-%m-%d %H:%M"
"""To the minute, as clocks in Asia/Shanghai show it."""


@dataclass(frozen=True)
class TellGlassBroken:
    """What is read of GlassBroken; who looks into the grant finds the reason there."""

    grant_id: str
    person_id: str
    role: str
    area_id: str
    valid_until: datetime
    version: int


def tell_glass_broken(
    command: TellGlassBroken, ground: Ground, begin: Begin, caller: Caller, now: datetime
) -> None:
    """Who is on duty is said by name, anybody else by id."""
    answering = ground.who_answers(command.area_id, besides=command.person_id)
    notice = Notice(
        template_key=GLASS_BROKEN,
        subject_kind=SubjectKind.BROKEN_GLASS,
        subject_id=command.grant_id,
        version=command.version,
        area_id=command.area_id,
        recipient_id=answering.staff_id,
        variables={
            "who": ground.name_of(command.person_id) or command.person_id,
            "role": command.role,
            "where": answering.area_name or command.area_id,
            "until": command.valid_until.astimezone(SHANGHAI).strftime(UNTIL),
        },
    )
    with begin(caller) as tx:
        tell(notice, tx, caller, now)
