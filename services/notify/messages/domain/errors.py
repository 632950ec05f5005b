"""What may be wrong with a message."""

from services.chassis.domain import Conflict, NotFound
from services.notify.messages.domain.state import MessageState


class MessageUnknown(NotFound):
    about = ("message_id",)
    message_id: str


class MessageNotSending(Conflict):
    """Only a message that is being sent can end as sent or failed."""

    message_id: str
    state: MessageState


class MessageNotDue(Conflict):
    """Another process has it in hand, or it has ended."""

    message_id: str
    state: MessageState
