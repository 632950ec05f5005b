"""Handlers run together; a redelivered event runs alone (D7).

Answers the crash of a poison event: whoever was in hand beside it is not blamed for it, and goes
before one that has ended a process alone.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Gate:
    """Shared for first deliveries, exclusive for redelivered ones; one a process."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._running = 0
        self._ahead = 0
        self._alone = False

    @contextmanager
    def together(self) -> Iterator[None]:
        with self._changed:
            self._changed.wait_for(lambda: not self._alone)
            self._running += 1
        try:
            yield
        finally:
            with self._changed:
                self._running -= 1
                self._changed.notify_all()

    @contextmanager
    def alone(self, *, last: bool = False) -> Iterator[None]:
        """`last`: after everybody else who waits to be alone."""
        with self._changed:
            self._ahead += not last
            self._changed.wait_for(lambda: not self._alone and not (last and self._ahead))
            self._ahead -= not last
            self._alone = True
        try:
            with self._changed:
                self._changed.wait_for(lambda: self._running == 0)
            yield
        finally:
            with self._changed:
                self._alone = False
                self._changed.notify_all()
