"""A letter leaves by one channel."""

from collections.abc import Mapping
from dataclasses import dataclass

from services.notify.channels.domain.errors import ChannelUnknown
from services.notify.channels.domain.letter import Letter
from services.notify.channels.use_cases.ports import Channel


@dataclass(frozen=True)
class Outbound:
    """The ways out of this house, and the one that is used."""

    channels: Mapping[str, Channel]
    used: str

    def __call__(self, *, message_id: str, template_key: str, recipient_id: str, text: str) -> None:
        send_letter(Letter(message_id, template_key, recipient_id, text), self.channels, self.used)


def send_letter(letter: Letter, channels: Mapping[str, Channel], channel: str) -> None:
    """Raises ChannelUnknown, SendingFailed."""
    if channel not in channels:
        raise ChannelUnknown(channel=channel)
    channels[channel].send(letter)
