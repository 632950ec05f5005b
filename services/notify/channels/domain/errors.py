"""Why no letter goes out."""

from services.chassis.domain import DomainError


class ChannelUnknown(DomainError):
    channel: str
