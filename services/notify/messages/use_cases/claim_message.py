"""A message is worded and taken in hand for one try, and that is kept before anything leaves the house."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from services.chassis.caller import Caller
from services.chassis.domain import DomainError
from services.notify.messages.domain.events import Ended
from services.notify.messages.domain.message import Message
from services.notify.messages.use_cases.find_ways import Way
from services.notify.messages.use_cases.ports import Begin, MessageTransaction


@dataclass(frozen=True)
class Words:
    subject: str
    text: str


@dataclass(frozen=True)
class Claimed:
    """`words` None: the message has ended, for want of words, of a recipient or of another try."""

    message: Message
    words: Words | None = field(repr=False)


def claim_message(
    message_id: str, way: Way, lease: timedelta, begin: Begin, caller: Caller, now: datetime
) -> Claimed | None:
    """For as long as the lease lasts. None: it is not due any more."""
    with begin(caller) as tx:
        message = tx.messages.take_if_due(message_id, now)
        if message is None:
            return None
        words, ended = _left_before(message, tx) or _prepared(message, way, tx, now)
        ended = ended or message.claim(now, lease)
        if ended:
            tx.record(ended)
        tx.messages.save(message)
    return Claimed(message, None if ended else words)


def _left_before(message: Message, tx: MessageTransaction) -> tuple[None, Ended] | None:
    """It is out already, by what the log remembers of before a restore."""
    left_at = tx.messages.left_at(message.id)
    return None if left_at is None else (None, message.mark_left(left_at))


def _prepared(
    message: Message, way: Way, tx: MessageTransaction, now: datetime
) -> tuple[Words | None, Ended | None]:
    if way.refusal is not None:
        return None, message.withhold(way.refusal, now)
    try:
        wording = tx.wordings.edition(message.template_key, message.language, message.template_edition)
        variables = message.variables
        return Words(wording.render_subject(variables), wording.render(variables)), None
    except DomainError as error:
        return None, message.give_up(error.code, now)
