"""How a message fares."""

from enum import StrEnum


class MessageState(StrEnum):
    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    NOT_SENT = "not_sent"
    PRACTISED = "practised"


class NotSent(StrEnum):
    """Why nothing was sent: the recipient is no more, or nobody, or has no address."""

    DEAD = "dead"
    MOVED_OUT = "moved_out"
    UNKNOWN = "unknown"
    NO_ADDRESS = "no_address"
