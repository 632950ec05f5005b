"""What a handler has heard: each event once, with its attempts, parked with its error, or dead (D5, D7)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from services.chassis.storage.fence import NOT_SHUT
from services.chassis.storage.rows import Rows
from services.chassis.storage.sql import Sql, moment_of
from services.chassis.storage.sweeping import sweeping

WAITS = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=3),
    timedelta(hours=12),
)
KEPT = timedelta(days=30)
CRASHES = 3
_CLAIMED = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class InboxClaim:
    """The event that a call handles."""

    handler: str
    event_id: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """A parked or dead event, as operators see it; `envelope` is JSON text."""

    district: str
    handler: str
    event_id: str
    state: str
    attempts: int
    failures: int
    error: str | None
    envelope: str | None
    due_at: datetime | None


class AlreadyHandled(Exception):
    """The event was handled before, or is dead: nothing is to be done."""


_HERE = "district = ? AND handler = ? AND event_id = ?"
_SHOWN = "district, handler, event_id, state, attempts, failures, error, envelope, due_at"
_ENTER = Sql(
    """
    INSERT INTO inbox (district, handler, event_id, state, at) VALUES (?, ?, ?, 'done', ?)
    ON CONFLICT (district, handler, event_id) DO UPDATE
    SET state = 'done', envelope = NULL, due_at = NULL, at = excluded.at
    WHERE inbox.state IN ('open', 'parked')
    """,
    hot=True,
)
_NOTE = Sql(
    """
    INSERT INTO inbox (district, handler, event_id, state, attempts, at) VALUES (?, ?, ?, 'open', 1, ?)
    ON CONFLICT (district, handler, event_id) DO UPDATE SET attempts = inbox.attempts + 1
    RETURNING CASE WHEN state IN ('open', 'parked') THEN attempts ELSE 0 END
    """
)
_ATTEMPTS = Sql(f"SELECT attempts FROM inbox WHERE {_HERE} AND state IN ('open', 'parked')")
_FAILURES = Sql(f"SELECT failures FROM inbox WHERE {_HERE}")
_SET_ASIDE = Sql(
    """
    INSERT INTO inbox (district, handler, event_id, state, failures, error, envelope, due_at, at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (district, handler, event_id) DO UPDATE
    SET state = excluded.state, attempts = 0, failures = excluded.failures, error = excluded.error,
        envelope = excluded.envelope, due_at = excluded.due_at, at = excluded.at
    WHERE inbox.state IN ('open', 'parked')
    """
)
_BURY_CRASHED = Sql(
    """
    UPDATE inbox SET state = 'dead', error = 'crashed', due_at = NULL, at = ?
    WHERE state = 'parked' AND due_at <= ? AND attempts >= ?
    """
)
_OLDEST_DUE = f"""
    SELECT district, handler, event_id FROM inbox
    WHERE state = 'parked' AND due_at <= ? AND {NOT_SHUT.format("inbox")} ORDER BY due_at LIMIT ?
"""
_DUE = """
    UPDATE inbox SET due_at = ?, attempts = attempts + 1
    WHERE (district, handler, event_id) IN ({}) RETURNING {}
"""
_CLAIM_DUE = Sql(
    _DUE.format(_OLDEST_DUE, _SHOWN), postgresql=_DUE.format(_OLDEST_DUE + "FOR UPDATE SKIP LOCKED", _SHOWN)
)
_LIST = Sql(f"SELECT {_SHOWN} FROM inbox WHERE state = ? ORDER BY district, handler, event_id LIMIT ?")
# The states are written out: only so can SQLite use the index of what waits.
_SET_ASIDE_STATES = "state IN ('parked', 'dead')"
_OF_DISTRICT = Sql(
    f"""
    SELECT {_SHOWN} FROM inbox WHERE {_SET_ASIDE_STATES} AND district = ? AND state = ?
      AND (handler > ? OR handler = ? AND event_id > ?)
    ORDER BY handler, event_id LIMIT ?
    """
)
_REPLAY = Sql(
    f"""
    UPDATE inbox SET state = 'parked', attempts = 0, failures = 0, due_at = ?
    WHERE {_HERE} AND state IN ('dead', 'parked')
    """
)
_DROP = Sql(
    f"""
    UPDATE inbox SET state = 'done', envelope = NULL, due_at = NULL, at = ?
    WHERE {_HERE} AND state IN ('dead', 'parked')
    """
)
_SWEEP = sweeping("inbox", "state = 'done' AND at < ?")


def enter(rows: Rows, handler: str, event_id: str, now: datetime) -> bool:
    """In the transaction of the effect: True when the event is to be handled, False when it was or is dead.

    A second handling at the same time waits here for the end of the first.
    """
    return rows.run(_ENTER, rows.district, handler, event_id, now).rowcount == 1


def note_attempt(rows: Rows, district: str, handler: str, event_id: str, now: datetime) -> int:
    """Before a redelivered event runs again: how many runs were begun so and not ended; 0 if it is over."""
    return int(rows.run(_NOTE, district, handler, event_id, now).scalar)


def attempts(rows: Rows, district: str, handler: str, event_id: str) -> int:
    """How many runs were begun so and have not ended."""
    return int(rows.run(_ATTEMPTS, district, handler, event_id).scalar or 0)


def park(
    rows: Rows,
    district: str,
    handler: str,
    event_id: str,
    *,
    envelope: str,
    error: str,
    now: datetime,
    waits: Sequence[timedelta] = WAITS,
) -> str:
    """After a failure: set aside until its next due time, or dead after the last; tells which."""
    failures = _failures(rows, district, handler, event_id)
    state = "parked" if failures < len(waits) else "dead"
    due_at = now + waits[failures] if state == "parked" else None
    rows.run(_SET_ASIDE, district, handler, event_id, state, failures + 1, error, envelope, due_at, now)
    return state


def bury(
    rows: Rows, district: str, handler: str, event_id: str, *, envelope: str, reason: str, now: datetime
) -> None:
    """Dead at once, with a reason such as `crashed`."""
    failures = _failures(rows, district, handler, event_id)
    rows.run(_SET_ASIDE, district, handler, event_id, "dead", failures, reason, envelope, None, now)


def due(rows: Rows, now: datetime, limit: int = 50) -> list[Waiting]:
    """Parked events whose time has come, for whoever asks to run; nobody else gets them for a minute.

    One that has ended its process three times is dead instead.
    """
    rows.run(_BURY_CRASHED, now, now, CRASHES)
    return [_waiting(*row) for row in rows.run(_CLAIM_DUE, now + _CLAIMED, now, limit).rows]


def parked(rows: Rows, limit: int = 200) -> list[Waiting]:
    return [_waiting(*row) for row in rows.run(_LIST, "parked", limit).rows]


def dead(rows: Rows, limit: int = 200) -> list[Waiting]:
    return [_waiting(*row) for row in rows.run(_LIST, "dead", limit).rows]


def of_district(rows: Rows, state: str, after: tuple[str, str] = ("", ""), limit: int = 50) -> list[Waiting]:
    """A page of one district's, in the order of handler and event."""
    handler, event_id = after
    found = rows.run(_OF_DISTRICT, rows.district, state, handler, handler, event_id, limit)
    return [_waiting(*row) for row in found.rows]


def replay(rows: Rows, district: str, handler: str, event_id: str, now: datetime) -> bool:
    """Due now, with all its tries before it; False when it waits nowhere."""
    return rows.run(_REPLAY, now, district, handler, event_id).rowcount == 1


def drop(rows: Rows, district: str, handler: str, event_id: str, now: datetime) -> bool:
    """Somebody decided that it will never be handled; its reason stays."""
    return rows.run(_DROP, now, district, handler, event_id).rowcount == 1


def sweep(rows: Rows, now: datetime) -> int:
    """Forgets what was handled more than thirty days ago; tells how many, a thousand at most."""
    return rows.run(_SWEEP, now - KEPT).rowcount


def _failures(rows: Rows, district: str, handler: str, event_id: str) -> int:
    return int(rows.run(_FAILURES, district, handler, event_id).scalar or 0)


def _waiting(*row: Any) -> Waiting:
    waiting = Waiting(*row)
    return replace(waiting, due_at=waiting.due_at and moment_of(waiting.due_at))
