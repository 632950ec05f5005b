"""psycopg2 under green threads: the others go on while one waits for the server.

Answers defect 19.
"""

from eventlet.hubs import trampoline

from services.chassis.storage import silence


class _Late(Exception):
    """Nothing has come."""


def make_green() -> None:
    silence.set_wait(_ready)


def _ready(file: int, is_read: bool, seconds: float | None) -> bool:
    try:
        trampoline(file, read=is_read, write=not is_read, timeout=seconds, timeout_exc=_Late)
    except _Late:
        return False
    return True
