"""Events on their way out: written with the effect, claimed, published and marked by a relay (D6)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import starmap
from typing import Any

from services.chassis import wire
from services.chassis.storage.rows import Rows
from services.chassis.storage.sql import Sql
from services.chassis.storage.sweeping import sweeping

KEPT = timedelta(days=7)
CLAIM = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Outgoing:
    """`body` is the CloudEvents envelope, as JSON text."""

    seq: int
    district: str
    id: str
    type: str
    subject: str
    body: str


_WAITS = "published_at IS NULL AND NOT unheard"
_FREE = "(claimed_until IS NULL OR claimed_until <= ?)"
_OLDEST = f"SELECT seq FROM outbox WHERE {_WAITS} AND {_FREE} ORDER BY seq LIMIT ?"
_SHOWN = "seq, district, id, type, subject, body"
_CLAIM = Sql(
    f"UPDATE outbox SET claimed_until = ? WHERE seq IN ({_OLDEST}) RETURNING {_SHOWN}",
    postgresql=f"""
    UPDATE outbox SET claimed_until = ?
    WHERE seq = ANY(ARRAY({_OLDEST} FOR UPDATE SKIP LOCKED)) RETURNING {_SHOWN}
    """,
    hot=True,
)
_FORGET = Sql(
    f"UPDATE outbox SET claimed_until = NULL WHERE {_WAITS} AND claimed_until IS NOT NULL RETURNING id"
)
_AGAIN = Sql("UPDATE outbox SET published_at = NULL, claimed_until = NULL WHERE NOT unheard")
_SWEEP = sweeping("outbox", "recorded_at < ? AND (published_at < ? OR unheard)")


def _changing(change: str) -> Sql:
    text = f"UPDATE outbox SET {change} WHERE {_WAITS} AND seq "
    return Sql(text + "IN (SELECT value FROM json_each(?))", postgresql=text + "= ANY(?)", hot=True)


_MARK = _changing("published_at = ?, claimed_until = NULL")
_RELEASE = _changing("claimed_until = NULL")
_UNHEARD = _changing("unheard = true")


def claim(rows: Rows, now: datetime, limit: int = 200, lease: timedelta = CLAIM) -> list[Outgoing]:
    """The oldest events that nobody holds, for as long as the lease; two relays never get the same."""
    found = rows.run(_CLAIM, now + lease, now, limit).rows
    return sorted(starmap(Outgoing, found), key=lambda event: event.seq)


def mark(rows: Rows, seqs: Sequence[int], now: datetime) -> None:
    """The broker has them for good."""
    rows.run(_MARK, now, _listed(rows, seqs))


def mark_unheard(rows: Rows, seqs: Sequence[int]) -> None:
    """Nobody listens to their type: never published."""
    rows.run(_UNHEARD, _listed(rows, seqs))


def release(rows: Rows, seqs: Sequence[int]) -> None:
    """Given back before the claim has ended: the next claim may have them."""
    rows.run(_RELEASE, _listed(rows, seqs))


def forget_claims(rows: Rows) -> frozenset[str]:
    """When one process has the database for itself: ids that may have been published by the one before it."""
    return frozenset(id for (id,) in rows.run(_FORGET).rows)


def send_again(rows: Rows) -> int:
    """Everything that is kept and heard waits to be published once more; how many."""
    return rows.run(_AGAIN).rowcount


def sweep(rows: Rows, now: datetime) -> int:
    """Forgets what was published, or is unheard, more than seven days; tells how many, a thousand at most."""
    return rows.run(_SWEEP, now - KEPT, now - KEPT).rowcount


def _listed(rows: Rows, seqs: Sequence[int]) -> Any:
    return list(seqs) if rows.is_postgresql else wire.dumps(list(seqs)).decode()
