"""The day the houses of the tests live in: asked for anew, for a session may see midnight pass."""

import time
from datetime import date, datetime, timedelta

from services.chassis.clock import SHANGHAI, SystemClock

LONGEST_TEST = timedelta(minutes=2)
"""With what its fixtures found: the longest journey took 27 seconds on two processors, beside another."""


def today(later: int = 0) -> date:
    """Of the houses, or so many days later."""
    return SystemClock().today() + timedelta(days=later)


def until_midnight(moment: datetime) -> timedelta:
    """How much of the day is left in the houses."""
    there = moment.astimezone(SHANGHAI)
    midnight = there.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    return midnight - there


def a_whole_test_long() -> None:
    """Waits until a test that begins now ends on the day it began."""
    left = until_midnight(SystemClock().now())
    if left < LONGEST_TEST:
        time.sleep(left.total_seconds() + 1)
