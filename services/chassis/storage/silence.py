"""A server that is silent: psycopg2 where whoever waits may be asked to do something else meanwhile.

With a wait callback libpq's `connect_timeout` does not hold: an address that swallows packets, or a server
that was stopped, would keep its caller for ever. Statements end earlier by the server's own time-out.
"""

import time
from collections.abc import Callable
from typing import Any

from psycopg2 import OperationalError, extensions

CONNECT_WITHIN = 3.0

Ready = Callable[[int, bool, float | None], bool]
"""Waits until a file can be read (True) or written, so many seconds at most; False: it cannot."""


def set_wait(ready: Ready) -> None:
    extensions.set_wait_callback(lambda connection: wait(connection, ready))


def wait(connection: Any, ready: Ready) -> None:
    """Until the server has answered; OperationalError, and an end of the connection, when it does not."""
    seconds = CONNECT_WITHIN if connection.status == extensions.STATUS_SETUP else _patience(connection)
    until = None if seconds is None else time.monotonic() + seconds
    while (state := connection.poll()) != extensions.POLL_OK:
        if state not in (extensions.POLL_READ, extensions.POLL_WRITE):
            raise OperationalError(f"poll gave {state}")
        left = None if until is None else max(until - time.monotonic(), 0.0)
        if not ready(connection.fileno(), state == extensions.POLL_READ, left):
            raise OperationalError("PostgreSQL has not answered in time")


def _patience(connection: Any) -> float | None:
    """A migration's connection, which is nobody's but its own, waits as long as it takes."""
    return getattr(connection, "answers_within", None)
