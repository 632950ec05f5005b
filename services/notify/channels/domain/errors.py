"""Why a letter does not go out."""

from services.chassis.domain import DomainError


class ChannelUnknown(DomainError):
    channel: str


class SendingFailed(DomainError):
    """The channel took the letter and could not deliver it; `reason` is the channel's own code."""

    channel: str
    reason: str
