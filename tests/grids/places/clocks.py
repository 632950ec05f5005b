"""Moments and hours by the clock in Shanghai, and the working days as announced."""

from datetime import UTC, date, datetime
from typing import Any

from services.grids.places.domain.hours import SHANGHAI, Hours, Span, WeekdaySpan
from services.grids.places.store.working_days import AnnouncedDays

WORKING = AnnouncedDays()
THURSDAY = date(2026, 3, 5)


def there(day: date, clock: str) -> datetime:
    """A moment in Shanghai, told in UTC."""
    moment = datetime.fromisoformat(f"{day.isoformat()}T{clock}").replace(tzinfo=SHANGHAI)
    return moment.astimezone(UTC)


def span(opens: str, closes: str) -> Span:
    minutes = (int(clock[:2]) * 60 + int(clock[3:]) for clock in (opens, closes))
    return Span.of(*minutes)


def weekly(*weekdays: int, opens: str = "09:00", closes: str = "17:00", **more: Any) -> Hours:
    return Hours(tuple(WeekdaySpan(day, span(opens, closes)) for day in weekdays), **more)
