"""A message in hand leaves the house, outside any transaction, and how it ended is kept."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from services.chassis.caller import Caller
from services.chassis.clock import Clock
from services.notify.messages.domain.events import Ended
from services.notify.messages.domain.message import Message
from services.notify.messages.use_cases.claim_message import Words
from services.notify.messages.use_cases.ports import Begin, Outcome, Send


def send_message(
    message: Message,
    words: Words,
    address: str | None,
    begin: Begin,
    send: Send,
    waits: Sequence[timedelta],
    caller: Caller,
    clock: Clock,
) -> Outcome:
    """An error that is no outcome leaves it in hand until its lease is over."""
    outcome = send(
        message_id=message.id,
        template_key=message.template_key,
        recipient_id=message.recipient_id,
        language=message.language,
        written_at=message.queued_at,
        subject=words.subject,
        text=words.text,
        address=address,
    )
    with begin(caller) as tx:
        ended = _marked(message, outcome, clock.now(), waits)
        if ended:
            tx.record(ended)
        tx.messages.save(message)
    return outcome


def _marked(message: Message, outcome: Outcome, now: datetime, waits: Sequence[timedelta]) -> Ended | None:
    if outcome.is_practice:
        return message.mark_practised(now)
    if outcome.reason is None:
        return message.mark_sent(now)
    if outcome.is_final:
        return message.mark_failed(outcome.reason, now)
    return message.try_later(outcome.reason, now, waits, is_in_doubt=outcome.is_in_doubt)
