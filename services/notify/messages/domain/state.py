"""How a message fares."""

from enum import StrEnum


class MessageState(StrEnum):
    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    NOT_SENT = "not_sent"
    PRACTISED = "practised"


class SubjectKind(StrEnum):
    """What messages are about; its id means nothing without it."""

    CASE = "case"
    BROKEN_GLASS = "broken_glass"


class NotSent(StrEnum):
    """Why nothing was sent: the recipient is no more, or nobody, has no address, or nobody holds the post."""

    DEAD = "dead"
    MOVED_OUT = "moved_out"
    UNKNOWN = "unknown"
    NO_ADDRESS = "no_address"
    NO_HOLDER = "no_holder"
