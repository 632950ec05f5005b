"""Chassis SQL, written once with `?` and spelt for both drivers; services write Core statements."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from itertools import count
from typing import Any

Values = tuple[Any, ...]
Written = tuple["Sql", Values]


# The database's own clock: unix seconds, and a moment as the database keeps it.
_CLOCK = {
    "NOW_SECONDS": (
        "((julianday('now') - 2440587.5) * 86400.0)",
        "extract(epoch FROM clock_timestamp())::double precision",
    ),
    "NOW_MOMENT": ("clock_moment()", "clock_timestamp()"),  # SQLite's own words know milliseconds alone
}


_numbers = count(1)
_texts: dict[str, str] = {}


class OnServer:
    """How PostgreSQL is told of a statement once a connection, and asked to run it ever after.

    `text` has $1, $2 …; `places` are the driver's words for the same; types not given come from `text`.
    """

    __slots__ = ("execute", "name", "prepare")

    def __init__(self, text: str, places: Iterable[str], types: Iterable[str] = ()) -> None:
        self.name = f"linli_{next(_numbers)}"
        _texts[self.name] = text
        self.prepare = f"PREPARE {self.name}{_listed(types)} AS {text}"
        self.execute = f"EXECUTE {self.name}{_listed(places)}"


def text_on_server(name: str) -> str:
    """What PostgreSQL runs when it is asked for a statement by its name."""
    return _texts.get(name, name)


class Sql:
    """One statement; `postgresql` where that database needs other words.

    NOW_SECONDS and NOW_MOMENT stand for the database's clock. What is `hot` is planned by PostgreSQL
    once a connection; its parameters get their types from where they stand, so it is of one row.
    """

    __slots__ = ("on_server", "postgresql", "reads", "sqlite")

    def __init__(self, text: str, *, postgresql: str | None = None, hot: bool = False) -> None:
        on_postgresql = (postgresql or text).replace("?", "%s")
        for name, (with_sqlite, with_postgresql) in _CLOCK.items():
            text = text.replace(name, with_sqlite)
            on_postgresql = on_postgresql.replace(name, with_postgresql)
        self.sqlite = " ".join(text.split())
        self.reads = self.sqlite.startswith("SELECT")
        self.postgresql = " ".join(on_postgresql.split())
        self.on_server = _on_server(self.postgresql) if hot else None

    @property
    def sent(self) -> str:
        """The words for PostgreSQL, which knows the statement already if it is hot."""
        return self.on_server.execute if self.on_server else self.postgresql


def joined(statements: Iterable[Written]) -> tuple[str, Values]:
    """Several statements as one message to PostgreSQL."""
    texts, values = zip(*((statement.sent, given) for statement, given in statements), strict=True)
    return ";".join(texts), tuple(value for given in values for value in given)


def _on_server(text: str) -> OnServer:
    first, *others = text.split("%s")
    numbered = "".join(f"${place}{part}" for place, part in enumerate(others, start=1))
    return OnServer(first + numbered, ["%s"] * len(others))


def _listed(parts: Iterable[str]) -> str:
    """In brackets; without parts there may be none."""
    listed = ", ".join(parts)
    return f" ({listed})" if listed else ""


def text_of(moment: datetime) -> str:
    """How SQLite keeps a moment: UTC, fixed width, so that text order is time order."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def moment_of(kept: datetime | str) -> datetime:
    """What either database gave back for a moment, in UTC."""
    moment = datetime.fromisoformat(kept) if isinstance(kept, str) else kept
    return moment.astimezone(UTC)


def for_sqlite(values: Values) -> Values:
    return tuple(text_of(value) if isinstance(value, datetime) else value for value in values)


def kept_on_sqlite(value: date | None) -> str | None:
    """Days and moments are text there; a moment is a day too."""
    if isinstance(value, datetime):
        return text_of(value)
    return None if value is None else value.isoformat()
