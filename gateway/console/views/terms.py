"""Terms of whoever holds something."""

from datetime import date, timedelta

from gateway.console.api import Body
from gateway.console.visit import Visit


def first_end(visit: Visit, held: Body) -> str:
    """The first day without, as soon as that may be: a term has one day at least."""
    begins = date.fromisoformat(held["valid_from"])
    return max(visit.desk.clock.today(), begins + timedelta(days=1)).isoformat()


def may_end(visit: Visit, held: Body) -> bool:
    """Whether an earlier end than it has is still to come."""
    return held["valid_to"] is None or first_end(visit, held) < held["valid_to"]
