"""What sending needs."""

from typing import Protocol

from services.notify.channels.domain.letter import Letter


class Channel(Protocol):
    def send(self, letter: Letter) -> None:
        """Returns when the letter is out; raises SendingFailed. Never called inside a transaction."""
