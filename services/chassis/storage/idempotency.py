"""A repeated command gets the first one's answer and has no second effect (D14)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b
from itertools import starmap
from typing import Any, NamedTuple

from services.chassis.errors import DatabaseUnavailable, IdTaken, KeyReused, StillRunning
from services.chassis.storage.database import Sealer
from services.chassis.storage.failures import is_lock_timeout
from services.chassis.storage.rows import Rows
from services.chassis.storage.sql import Sql, Written, moment_of
from services.chassis.storage.sweeping import sweeping

KEPT = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class IdempotencyClaim:
    """`hash` is taken over the parsed command, `body_id` is the id that the command itself brings."""

    key: str
    hash: bytes
    method: str
    principal: str
    body_id: str | None = None

    @property
    def row_id(self) -> str:
        return f"{self.principal}/{self.method}/{self.key}"


class Kept(NamedTuple):
    principal: str
    method: str
    key: str
    hash: bytes
    answer: bytes
    at: datetime | str

    @property
    def row_id(self) -> str:
        return f"{self.principal}/{self.method}/{self.key}"


class AlreadyAnswered(Exception):
    """The command was carried out before; `answer` is what was said then."""

    def __init__(self, answer: bytes) -> None:
        super().__init__()
        self.answer = answer


_FIND = """
SELECT principal, method, key, hash, answer, at FROM idempotency
WHERE district = ? AND principal = ? AND method = ? AND key = ?
"""
_FIND_BODY = """
UNION ALL SELECT principal, method, key, hash, answer, at FROM idempotency
WHERE district = ? AND method = ? AND body_id = ?
"""
_CLAIM = Sql(_FIND, hot=True)
_CLAIM_BODY = Sql(_FIND + _FIND_BODY, hot=True)
_LOCK = Sql("SELECT pg_advisory_xact_lock(?)", hot=True)
_LOCK_BOTH = Sql("SELECT pg_advisory_xact_lock(?), pg_advisory_xact_lock(?)", hot=True)
_FORGET = Sql("DELETE FROM idempotency WHERE district = ? AND principal = ? AND method = ? AND key = ?")
_KEEP = Sql(
    """
    INSERT INTO idempotency (district, principal, method, key, hash, body_id, answer, at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
    """,
    hot=True,
)
_SWEEP = sweeping("idempotency", "at < ?")


def claim(rows: Rows, wanted: IdempotencyClaim, now: datetime, keys: Sealer) -> None:
    """Raises AlreadyAnswered, KeyReused, IdTaken, or StillRunning when the first outlasts the deadline."""
    for kept in starmap(Kept, _kept(rows, wanted)):
        if moment_of(kept.at) <= now - KEPT:
            rows.run(_FORGET, rows.district, kept.principal, kept.method, kept.key)
        elif kept.principal == wanted.principal and bytes(kept.hash) == wanted.hash:
            raise AlreadyAnswered(keys.unseal(rows.district, kept.row_id, bytes(kept.answer)))
        elif (kept.principal, kept.key) == (wanted.principal, wanted.key):
            raise KeyReused()
        else:
            raise IdTaken(id=wanted.body_id)


def written(district: str, wanted: IdempotencyClaim, answer: bytes, now: datetime, keys: Sealer) -> Written:
    """The answer, kept with the effect."""
    here = (wanted.principal, wanted.method, wanted.key)
    sealed = keys.seal(district, wanted.row_id, answer)
    return _KEEP, (district, *here, wanted.hash, wanted.body_id, sealed, now)


def sweep(rows: Rows, now: datetime) -> int:
    """Forgets the answers older than a day; tells how many, a thousand at most."""
    return rows.run(_SWEEP, now - KEPT).rowcount


def _kept(rows: Rows, wanted: IdempotencyClaim) -> list[tuple[Any, ...]]:
    """A concurrent duplicate waits for the lock and, in the statement after it, sees the first's answer."""
    named = (rows.district, wanted.principal, wanted.method, wanted.key)
    brought = (rows.district, wanted.method, wanted.body_id)
    is_alone = wanted.body_id is None
    find = (_CLAIM, named) if is_alone else (_CLAIM_BODY, (*named, *brought))
    lock = (_LOCK, (_lock_of(*named),)) if is_alone else (_LOCK_BOTH, (_lock_of(*named), _lock_of(*brought)))
    try:
        return rows.run_all([lock, find] if rows.is_postgresql else [find]).rows
    except DatabaseUnavailable as error:
        if is_lock_timeout(error.__cause__):
            raise StillRunning() from error
        raise


def _lock_of(*parts: str | None) -> int:
    text = "\0".join(part or "" for part in parts)
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), signed=True)
