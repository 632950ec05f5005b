"""Whoever raised a case, or else its handler, is told that it is closed: by number and state only."""

from dataclasses import dataclass
from datetime import datetime
from uuid import NAMESPACE_OID, uuid5

from services.chassis.caller import Caller
from services.notify.messages.domain.message import Message
from services.notify.messages.use_cases.ports import Begin

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
    def message_id(self) -> str:
        """The same for the same closing, so that a second telling finds the first."""
        return str(uuid5(NAMESPACE_OID, f"{CASE_CLOSED}/{self.case_id}/{self.version}"))


def tell_closing(command: TellClosing, begin: Begin, caller: Caller, now: datetime) -> None:
    variables = {"number": command.number, "state": "closed"}
    with begin(caller) as tx:
        wording = tx.wordings.newest(CASE_CLOSED, caller.language)
        wording.check(variables)
        message = Message(
            id=command.message_id,
            recipient_id=command.recipient_id,
            template_key=CASE_CLOSED,
            template_edition=wording.edition,
            language=caller.language,
            variables=variables,
            case_id=command.case_id,
            area_id=command.area_id,
            queued_at=now,
        )
        if tx.messages.add(message):
            tx.record(message.queued())
