"""What is due is sent, one message after the other, so that a kill leaves one in doubt and not fifty."""

from services.chassis.caller import Caller
from services.chassis.clock import Clock
from services.notify.messages.use_cases.claim_message import claim_message
from services.notify.messages.use_cases.ports import Begin, Send
from services.notify.messages.use_cases.send_message import send_message

AT_A_TIME = 100


def send_due(begin: Begin, send: Send, caller: Caller, clock: Clock, limit: int = AT_A_TIME) -> None:
    for _ in range(limit):
        claimed = claim_message(begin, caller, clock.now())
        if claimed is None:
            return
        if claimed.text is not None:
            send_message(claimed.message, claimed.text, begin, send, caller, clock)
