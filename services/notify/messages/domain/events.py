"""What the others hear of messages: by ids; no text, no variables, no address."""

from dataclasses import dataclass

from services.chassis.domain import Event


@dataclass(frozen=True, kw_only=True)
class MessageEvent(Event):
    """`subject_kind` and `subject_id` say what the message is about; `case_id` None: it is no case."""

    message_id: str
    case_id: str | None
    template_key: str
    version: int
    subject_kind: str
    subject_id: str


@dataclass(frozen=True, kw_only=True)
class MessageQueued(MessageEvent):
    pass


@dataclass(frozen=True, kw_only=True)
class MessageSent(MessageEvent):
    pass


@dataclass(frozen=True, kw_only=True)
class MessageFailed(MessageEvent):
    reason: str


@dataclass(frozen=True, kw_only=True)
class MessageNotSent(MessageEvent):
    """Nothing left the house: whom it was for is not written to."""

    reason: str


@dataclass(frozen=True, kw_only=True)
class MessagePractised(MessageEvent):
    """It was worded for training; nothing of a practice district leaves the house."""


Ended = MessageSent | MessageFailed | MessageNotSent | MessagePractised
