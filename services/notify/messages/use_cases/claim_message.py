"""A message is worded and taken in hand for one try, and that is kept before anything leaves the house."""

from dataclasses import dataclass, field
from datetime import datetime

from services.chassis.caller import Caller
from services.chassis.domain import DomainError
from services.notify.messages.domain.message import Message, MessageFailed
from services.notify.messages.use_cases.ports import Begin, MessageTransaction


@dataclass(frozen=True)
class Claimed:
    """`text` None: the message has failed, for want of words or of another try."""

    message: Message
    text: str | None = field(repr=False)


def claim_message(begin: Begin, caller: Caller, now: datetime) -> Claimed | None:
    """The one that waits longest; None: nothing is due."""
    with begin(caller) as tx:
        message = tx.messages.next_due(now)
        if message is None:
            return None
        text, failed = _worded(message, tx, now)
        failed = failed or message.claim(now)
        if failed:
            tx.record(failed)
        tx.messages.save(message)
    return Claimed(message, None if failed else text)


def _worded(
    message: Message, tx: MessageTransaction, now: datetime
) -> tuple[str | None, MessageFailed | None]:
    try:
        wording = tx.wordings.edition(message.template_key, message.language, message.template_edition)
        return wording.render(message.variables), None
    except DomainError as error:
        return None, message.give_up(error.code, now)
