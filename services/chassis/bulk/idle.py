"""While the child waits, for its house or for the database, it makes the next pieces of work.

Its two threads share one processor: without turns, what is made ahead would slow down what it is made for,
and nothing would be left to do during the wait.
"""

import select
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, current_thread, main_thread

from services.chassis.storage import silence

SWITCHES_EVERY = 0.0005
"""Seconds: who has waited goes on at once."""
_idle = Event()


@contextmanager
def idle() -> Iterator[None]:
    """The main thread waits here for somebody else. What the other one waits for is no turn of its own."""
    is_meant = current_thread() is main_thread()
    if is_meant:
        _idle.set()
    try:
        yield
    finally:
        if is_meant:
            _idle.clear()


def until_idle() -> None:
    _idle.wait()


def use_waits() -> None:
    """From now on this process's waits for PostgreSQL are used."""
    sys.setswitchinterval(SWITCHES_EVERY)
    silence.set_wait(_ready)


def _ready(file: int, is_read: bool, seconds: float | None) -> bool:
    asked = [file]
    with idle():
        return any(select.select(asked if is_read else [], [] if is_read else asked, [], seconds))
