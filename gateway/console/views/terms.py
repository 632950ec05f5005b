"""Terms of whoever holds something."""

from datetime import date, timedelta

from gateway.console.api import Body
from gateway.console.visit import Visit

WITHDRAW = "withdraw"
"""What `do` says."""


def first_end(visit: Visit, held: Body) -> str:
    """The first day without, as soon as that may be: a term has one day at least."""
    begins = date.fromisoformat(held["valid_from"])
    return max(visit.desk.clock.today(), begins + timedelta(days=1)).isoformat()


def may_end(visit: Visit, held: Body) -> bool:
    """Whether an earlier end than it has is still to come."""
    return held["valid_to"] is None or first_end(visit, held) < held["valid_to"]


def may_withdraw(visit: Visit, held: Body) -> bool:
    """Whether it has not begun, or began today: then it may be as if it had never been."""
    lasts = held["valid_to"] is None or held["valid_from"] < held["valid_to"]
    return bool(lasts and held["valid_from"] >= visit.today)


def end_of(visit: Visit, valid_from: str) -> str:
    """The end that a form says: that of what is withdrawn is its first day."""
    return valid_from if visit.form.get("do") == WITHDRAW else visit.form.get("valid_to")
