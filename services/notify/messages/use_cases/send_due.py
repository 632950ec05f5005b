"""What is due is sent, one message after the other, so that a kill leaves one in doubt and not fifty."""

from services.chassis.caller import Caller
from services.chassis.clock import Clock
from services.notify.messages.domain.state import MessageState
from services.notify.messages.use_cases.claim_message import claim_message
from services.notify.messages.use_cases.ports import Begin, Send
from services.notify.messages.use_cases.send_message import send_message

AT_A_TIME = 100


def send_due(begin: Begin, send: Send, caller: Caller, clock: Clock, limit: int = AT_A_TIME) -> None:
    for _ in range(limit):
        message = claim_message(begin, caller, clock.now())
        if message is None:
            return
        if message.state is MessageState.SENDING:
            send_message(message, begin, send, caller, clock)
