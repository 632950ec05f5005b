"""Somebody looks how a message fares."""

from dataclasses import dataclass

from services.chassis.caller import Caller
from services.notify.messages.domain.message import Message
from services.notify.messages.use_cases.ports import Begin


@dataclass(frozen=True)
class GetMessage:
    message_id: str


def get_message(command: GetMessage, begin: Begin, caller: Caller) -> Message:
    """Raises MessageUnknown, outside the caller's areas too."""
    with begin(caller) as tx:
        return tx.messages.get(command.message_id)
