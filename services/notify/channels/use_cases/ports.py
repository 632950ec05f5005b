"""What sending needs."""

from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Protocol

from services.notify.channels.domain.letter import Letter
from services.notify.channels.domain.outcome import Outcome


class Deliver(Protocol):
    def __call__(self, letter: Letter, /) -> Outcome:
        """Never called inside a transaction."""


class Channel(Protocol):
    @property
    def needs_address(self) -> bool: ...

    @property
    def lease(self) -> timedelta:
        """More than a try takes, with what is kept after it."""

    @property
    def waits(self) -> tuple[timedelta, ...]:
        """Between one try and the next."""

    def opened(self) -> AbstractContextManager[Deliver]:
        """For some letters; what it takes to get there is done at the first."""
