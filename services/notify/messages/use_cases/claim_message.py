"""A message is taken in hand for one try, and that is kept before anything leaves the house."""

from datetime import datetime

from services.chassis.caller import Caller
from services.notify.messages.domain.message import Message
from services.notify.messages.use_cases.ports import Begin


def claim_message(begin: Begin, caller: Caller, now: datetime) -> Message | None:
    """The one that waits longest, sending now, or failed for want of another try; None: nothing is due."""
    with begin(caller) as tx:
        message = tx.messages.next_due(now)
        if message is None:
            return None
        failed = message.claim(now)
        if failed:
            tx.record(failed)
        tx.messages.save(message)
    return message
