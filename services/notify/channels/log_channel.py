"""The channel of a house without a carrier: it logs that a letter left, never what it says."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from services.notify.channels.domain.letter import Letter
from services.notify.channels.domain.outcome import OUT, Outcome
from services.notify.channels.log_lines import note
from services.notify.channels.use_cases.ports import Deliver


class LogChannel:
    needs_address = False
    lease = timedelta(seconds=60)
    waits: tuple[timedelta, ...] = ()

    @contextmanager
    def opened(self) -> Iterator[Deliver]:
        yield self.send

    def send(self, letter: Letter) -> Outcome:
        note(letter, OUT)
        return OUT
