"""psycopg2 under green threads, where libpq's `connect_timeout` does not hold.

Answers defect 19: an address that swallows packets, or a server that was stopped, would keep a
worker for ever. Statements end earlier by the server's own time-out; this is for one that is silent.
"""

import time
from typing import Any

from eventlet.hubs import trampoline
from psycopg2 import OperationalError, extensions

CONNECT_WITHIN = 3.0


def make_green() -> None:
    extensions.set_wait_callback(wait)


def wait(connection: Any) -> None:
    """Until the server has answered; OperationalError, and an end of the connection, when it does not."""
    seconds = CONNECT_WITHIN if connection.status == extensions.STATUS_SETUP else _patience(connection)
    until = None if seconds is None else time.monotonic() + seconds
    while (state := connection.poll()) != extensions.POLL_OK:
        if state not in (extensions.POLL_READ, extensions.POLL_WRITE):
            raise OperationalError(f"poll gave {state}")
        is_read = state == extensions.POLL_READ
        left = None if until is None else max(until - time.monotonic(), 0.0)
        late = OperationalError("PostgreSQL has not answered in time")
        trampoline(connection.fileno(), read=is_read, write=not is_read, timeout=left, timeout_exc=late)


def _patience(connection: Any) -> float | None:
    """A migration's connection, which is nobody's but its own, waits as long as it takes."""
    return getattr(connection, "answers_within", None)
