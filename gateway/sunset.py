"""How a client learns that a route will end: Deprecation (RFC 9745) and Sunset (RFC 8594)."""

from datetime import UTC, date, datetime
from email.utils import format_datetime

from gateway.answer import Headers
from gateway.routes import Route
from services.chassis.clock import SHANGHAI


def sunset_headers(route: Route) -> Headers:
    headers: Headers = []
    if route.deprecated_on is not None:
        headers.append(("Deprecation", f"@{int(_midnight(route.deprecated_on).timestamp())}"))
    if route.sunset_on is not None:
        headers.append(("Sunset", format_datetime(_midnight(route.sunset_on).astimezone(UTC), usegmt=True)))
    return headers


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=SHANGHAI)
