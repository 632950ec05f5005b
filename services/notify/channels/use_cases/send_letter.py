"""Letters leave by one channel."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Protocol

from services.notify.channels.domain.errors import ChannelUnknown
from services.notify.channels.domain.letter import Letter
from services.notify.channels.domain.outcome import Outcome
from services.notify.channels.use_cases.ports import Channel


class Send(Protocol):
    def __call__(self, **letter: Any) -> Outcome: ...


@dataclass(frozen=True)
class Outbound:
    """The way out that this house uses."""

    channel: Channel

    @classmethod
    def of(cls, channels: Mapping[str, Channel], used: str) -> "Outbound":
        """Raises ChannelUnknown."""
        if used not in channels:
            raise ChannelUnknown(channel=used)
        return cls(channels[used])

    @property
    def needs_address(self) -> bool:
        return self.channel.needs_address

    @property
    def lease(self) -> timedelta:
        return self.channel.lease

    @property
    def waits(self) -> tuple[timedelta, ...]:
        return self.channel.waits

    @contextmanager
    def opened(self) -> Iterator[Send]:
        with self.channel.opened() as deliver:
            yield lambda **letter: deliver(Letter(**letter))
