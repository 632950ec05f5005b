"""A message in hand leaves the house, outside any transaction, and how it ended is kept."""

from services.chassis.caller import Caller
from services.chassis.clock import Clock
from services.chassis.domain import DomainError
from services.notify.messages.domain.message import Message
from services.notify.messages.use_cases.ports import Begin, Send


def send_message(message: Message, begin: Begin, send: Send, caller: Caller, clock: Clock) -> None:
    """A broken rule is the reason it failed; any other error leaves it in hand until its lease is over."""
    reason = None
    try:
        send(
            message_id=message.id,
            template_key=message.template_key,
            recipient_id=message.recipient_id,
            text=_text_of(message, begin, caller),
        )
    except DomainError as error:
        reason = error.code
    with begin(caller) as tx:
        now = clock.now()
        tx.record(message.mark_failed(reason, now) if reason else message.mark_sent(now))
        tx.messages.save(message)


def _text_of(message: Message, begin: Begin, caller: Caller) -> str:
    with begin(caller) as tx:
        wording = tx.wordings.edition(message.template_key, message.language, message.template_edition)
    return wording.render(message.variables)
