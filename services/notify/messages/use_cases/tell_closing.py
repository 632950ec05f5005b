"""Whoever raised a case, or else its handler, is told that it is closed: by number and state only."""

from dataclasses import dataclass
from datetime import datetime

from services.chassis.caller import Caller
from services.notify.messages.domain.state import SubjectKind
from services.notify.messages.use_cases.ports import Begin
from services.notify.messages.use_cases.tell import Notice, tell

CASE_CLOSED = "case_closed"


@dataclass(frozen=True)
class TellClosing:
    """What is read of CaseClosed; `version` is the case's when it closed."""

    case_id: str
    number: str
    area_id: str
    recipient_id: str
    version: int

    @property
    def notice(self) -> Notice:
        return Notice(
            template_key=CASE_CLOSED,
            subject_kind=SubjectKind.CASE,
            subject_id=self.case_id,
            version=self.version,
            area_id=self.area_id,
            recipient_id=self.recipient_id,
            variables={"number": self.number, "state": "closed"},
        )

    @property
    def message_id(self) -> str:
        return self.notice.message_id


def tell_closing(command: TellClosing, begin: Begin, caller: Caller, now: datetime) -> None:
    with begin(caller) as tx:
        tell(command.notice, tx, caller, now)
