"""Starts again whatever of a house has ended, as a process manager would, and remembers each end."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import Event, Lock, Thread
from typing import Self

import httpx

from tests.faults.integrity import check_files
from tests.house import House
from tests.processes import wait_until

LOOK_EVERY = 0.05
RESTART_WITHIN = 60.0


class RestartFailed(Exception):
    """A process did not come up again."""


@dataclass(frozen=True)
class Ended:
    """At monotonic seconds and on the clock, with the status of the process (negative: the signal)."""

    name: str
    status: int
    at: float = field(default_factory=time.monotonic)
    on: datetime = field(default_factory=lambda: datetime.now(UTC))


class Supervisor:
    """`environ` is what a process is given more at each restart, by its name."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.environ: dict[str, dict[str, str]] = {}
        self.ended: list[Ended] = []
        self.files_checked = 0
        self._broken: Exception | None = None
        self._stopping, self._mine = Event(), Lock()
        self._thread = Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        self._thread.join(RESTART_WITHIN)

    def kill(self, name: str) -> float:
        """As from outside; the moment of it. It is started again by the watch."""
        at = time.monotonic()
        self.house.kill(name)
        return at

    def restart(self, name: str, **environ: str) -> Ended:
        """An orderly stop and a new start; these variables count for this start only."""
        with self._mine:
            status = self.house.end(name)
            ended = Ended(name, 0 if status is None else status)
            self.house.run(name, wait=False, **environ)
        self.wait_ready(name)
        return ended

    @contextmanager
    def killed(self, *names: str, **environ: str) -> Iterator[None]:
        """Down for as long as this lasts; then started again, with these variables for this start only."""
        with self._mine:
            for name in names:
                self.house.kill(name)
                self._note_end(name)
            yield
            for name in names:
                self.house.run(name, wait=False, **environ)
        for name in names:
            self.wait_ready(name)

    def wait_ready(self, name: str) -> None:
        """Up again, even if it ends once or twice on the way."""
        wait_until(lambda: self._is_ready(name), f"{name} is up again", RESTART_WITHIN)

    def wait_end(self, count: int, within: float) -> Ended:
        """The end that makes it so many."""
        wait_until(lambda: self.check() and len(self.ended) >= count, f"{count} ends", within)
        return self.ended[count - 1]

    def check(self) -> bool:
        if self._broken is not None:
            raise RestartFailed() from self._broken
        return True

    @contextmanager
    def armed(self, name: str, **environ: str) -> Iterator[None]:
        """Restarted with these variables now and after each end, and without them at last."""
        self.environ[name] = environ
        self.restart(name, **environ)
        try:
            yield
        finally:
            del self.environ[name]
            self.restart(name)

    def _watch(self) -> None:
        try:
            while not self._stopping.wait(LOOK_EVERY):
                with self._mine:
                    for name in self.house.names:
                        self._look_after(name)
        except Exception as broken:
            self._broken = broken

    def _look_after(self, name: str) -> None:
        if self._note_end(name):
            self.house.run(name, wait=False, **self.environ.get(name, {}))

    def _note_end(self, name: str) -> bool:
        """Whether it has ended."""
        status = self.house.status_of(name)
        if status is None:
            return False
        self.ended.append(Ended(name, status))
        if self.house.profile == "embedded":
            self.files_checked += check_files(self.house)
        return True

    def _is_ready(self, name: str) -> bool:
        self.check()
        port = self.house.settings["probe"]["ports"][name]
        try:
            return httpx.get(f"http://127.0.0.1:{port}/readyz", timeout=2.0, verify=False).status_code == 200
        except httpx.TransportError:
            return False
