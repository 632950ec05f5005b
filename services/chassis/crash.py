"""Named places where a process may be made to die, for the fault tests (T4); nothing without the variable.

`LINLI_CRASH_AT=relay_after_publish` dies at the first pass, `relay_after_publish:3` at the third.
"""

import os

POINTS = (
    "write_before_commit",
    "write_after_commit",
    "write_after_reply",
    "relay_after_claim",
    "relay_after_publish",
    "relay_after_confirm",
    "handler_before_commit",
    "handler_after_commit",
    "handler_after_park",
    "parked_after_claim",
    "timer_before_commit",
    "timer_after_commit",
    "job_after_claim",
    "job_before_commit",
    "job_after_commit",
    "seal_before_commit",
    "seal_after_commit",
)
VARIABLE = "LINLI_CRASH_AT"
STATUS = 86


def _armed() -> tuple[str, int]:
    point, _, pass_number = os.environ.get(VARIABLE, "").partition(":")
    if point and point not in POINTS:
        raise ValueError(f"{VARIABLE}: no crash point {point!r}")
    return point, int(pass_number or 1)


_point, _passes_left = _armed()


def crash_at(point: str) -> None:
    """Die here, without a clean-up, when this point is armed."""
    global _passes_left  # noqa: PLW0603 - the count is this process's own
    if point != _point:
        return
    _passes_left -= 1
    if _passes_left == 0:
        os._exit(STATUS)


class Poisoned(RuntimeError):
    """The handler was told to fail."""


POISON = "LINLI_POISON"
"""`<handler>:raise|exit:<end of a subject>`: that handler raises, or ends the process, at such events."""


def poison(handler: str, subject: str) -> None:
    told = os.environ.get(POISON)
    if told is None:
        return
    poisoned, how, ending = told.split(":", 2)
    if poisoned != handler or not subject.endswith(ending):
        return
    if how == "exit":
        os._exit(STATUS)
    raise Poisoned(handler)
