"""Chassis SQL, written once with `?` and spelt for both drivers; services write Core statements."""

from datetime import UTC, datetime
from typing import Any

Values = tuple[Any, ...]
Written = tuple["Sql", Values]


# The database's own clock: unix seconds, and a moment as the database keeps it.
_CLOCK = {
    "NOW_SECONDS": (
        "((julianday('now') - 2440587.5) * 86400.0)",
        "extract(epoch FROM clock_timestamp())::double precision",
    ),
    "NOW_MOMENT": ("strftime('%Y-%m-%dT%H:%M:%f000+00:00', 'now')", "clock_timestamp()"),
}


class Sql:
    """One statement; `postgresql` where that database needs other words.

    NOW_SECONDS and NOW_MOMENT stand for the database's clock.
    """

    __slots__ = ("postgresql", "reads", "sqlite")

    def __init__(self, text: str, *, postgresql: str | None = None) -> None:
        on_postgresql = (postgresql or text).replace("?", "%s")
        for name, (with_sqlite, with_postgresql) in _CLOCK.items():
            text = text.replace(name, with_sqlite)
            on_postgresql = on_postgresql.replace(name, with_postgresql)
        self.sqlite = " ".join(text.split())
        self.reads = self.sqlite.startswith("SELECT")
        self.postgresql = " ".join(on_postgresql.split())


def joined(statements: list[Written]) -> tuple[str, Values]:
    """Several statements as one message to PostgreSQL."""
    text = ";".join(statement.postgresql for statement, _ in statements)
    return text, tuple(value for _, values in statements for value in values)


def text_of(moment: datetime) -> str:
    """How SQLite keeps a moment: UTC, fixed width, so that text order is time order."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def moment_of(kept: datetime | str) -> datetime:
    """What either database gave back for a moment, in UTC."""
    moment = datetime.fromisoformat(kept) if isinstance(kept, str) else kept
    return moment.astimezone(UTC)


def for_sqlite(values: Values) -> Values:
    return tuple(text_of(value) if isinstance(value, datetime) else value for value in values)
