"""JSON as it crosses wires: bytes out, plain values in (orjson)."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import orjson


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, timedelta):
        return int(value.total_seconds())
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    raise TypeError(f"{type(value).__name__} does not cross the wire")


def dumps(value: object) -> bytes:
    """Compact JSON; dataclasses, dates, UUIDs, enums, Decimal (text), timedelta (whole seconds)."""
    return orjson.dumps(value, default=_plain)


def canonical(value: object) -> bytes:
    """The same JSON for equal values: keys sorted; what hashes are taken over."""
    return orjson.dumps(value, default=_plain, option=orjson.OPT_SORT_KEYS)


def loads(body: bytes | str) -> Any:
    """Raises ValueError for anything that is not JSON."""
    return orjson.loads(body)


def as_text(value: date | datetime) -> str:
    return value.isoformat()
