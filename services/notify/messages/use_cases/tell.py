"""Somebody is to be told something: one message, however often it is asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import NAMESPACE_OID, uuid5

from services.chassis.caller import Caller
from services.notify.messages.domain.events import MessageEvent
from services.notify.messages.domain.message import NOBODY, Message
from services.notify.messages.domain.state import NotSent, SubjectKind
from services.notify.messages.use_cases.ports import MessageTransaction


@dataclass(frozen=True)
class Notice:
    """`version` is the subject's when it happened; `recipient_id` None: nobody is there to be told."""

    template_key: str
    subject_kind: SubjectKind
    subject_id: str
    version: int
    area_id: str
    recipient_id: str | None
    variables: Mapping[str, str]

    @property
    def message_id(self) -> str:
        """The same for the same happening, so that a second telling finds the first."""
        return str(uuid5(NAMESPACE_OID, f"{self.template_key}/{self.subject_id}/{self.version}"))


def tell(notice: Notice, tx: MessageTransaction, caller: Caller, now: datetime) -> None:
    """Raises TemplateUnknown and VariableMissing."""
    wording = tx.wordings.newest(notice.template_key, caller.language)
    wording.check(notice.variables)
    message = Message(
        id=notice.message_id,
        recipient_id=notice.recipient_id or NOBODY,
        template_key=notice.template_key,
        template_edition=wording.edition,
        language=caller.language,
        variables=notice.variables,
        subject_kind=notice.subject_kind,
        subject_id=notice.subject_id,
        area_id=notice.area_id,
        queued_at=now,
    )
    told: list[MessageEvent] = [message.queued()]
    if notice.recipient_id is None:
        told.append(message.withhold(NotSent.NO_HOLDER, now))
    if tx.messages.add(message):
        tx.record(*told)
