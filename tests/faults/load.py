"""Callers in threads, busy until they are told to stop; each ends what it has begun."""

import time
from random import Random
from threading import Event, Thread
from typing import Self

from tests.faults.asking import PATIENCE
from tests.faults.ground_lives import GroundLife, StaffLife
from tests.faults.ledger import Ledger
from tests.faults.lives import CaseLife, Life
from tests.house import House
from tests.processes import wait_until

CALLERS = 5
WIND_UP_WITHIN = 150.0


class CallerBroke(Exception):
    """A caller met something that no caller should meet."""


class Load:
    def __init__(
        self,
        house: House,
        ledger: Ledger,
        seed: int,
        callers: int = CALLERS,
        patience: float = PATIENCE,
    ) -> None:
        self.ledger = ledger
        self._stopping = Event()
        self._broken: list[BaseException] = []
        kinds: list[type[CaseLife | GroundLife | StaffLife]] = [GroundLife, *[CaseLife] * callers, StaffLife]
        self._lives: list[Life] = [
            kind(house, self.ledger, Random(seed * 1000 + number), patience=patience)
            for number, kind in enumerate(kinds)
        ]
        self._threads = [Thread(target=self._live, args=(life,), daemon=True) for life in self._lives]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, failed: type[BaseException] | None, *_: object) -> None:
        self._stopping.set()
        until = time.monotonic() + WIND_UP_WITHIN
        for thread in self._threads:
            thread.join(max(until - time.monotonic(), 0))
        if failed is None:
            self._check()

    def reach(self, commands: int, within: float) -> None:
        """Wait until so many commands have been told."""
        wait_until(lambda: self._check() or self.ledger.commands >= commands, "the load is done", within)

    def _live(self, life: Life) -> None:
        try:
            while not self._stopping.is_set():
                life.live()
        except BaseException as broken:
            self._broken.append(broken)
        finally:
            life.close()

    def _check(self) -> bool:
        if self._broken:
            raise CallerBroke(repr(self._broken[0])) from self._broken[0]
        return False
