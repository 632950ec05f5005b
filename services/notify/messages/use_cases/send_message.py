"""A message in hand leaves the house, outside any transaction, and how it ended is kept."""

from services.chassis.caller import Caller
from services.chassis.clock import Clock
from services.chassis.domain import DomainError
from services.notify.messages.domain.message import Message
from services.notify.messages.use_cases.ports import Begin, Send


def send_message(message: Message, text: str, begin: Begin, send: Send, caller: Caller, clock: Clock) -> None:
    """A broken rule is the reason it failed; any other error leaves it in hand until its lease is over."""
    reason = _refused(message, text, send)
    with begin(caller) as tx:
        now = clock.now()
        tx.record(message.mark_failed(reason, now) if reason else message.mark_sent(now))
        tx.messages.save(message)


def _refused(message: Message, text: str, send: Send) -> str | None:
    try:
        send(
            message_id=message.id,
            template_key=message.template_key,
            recipient_id=message.recipient_id,
            text=text,
        )
    except DomainError as error:
        return error.code
    return None
