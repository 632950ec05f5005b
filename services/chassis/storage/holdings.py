"""What the chassis's tables of a service hold just now: counted to a bound, by the indexes of what waits."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from services.chassis.storage.rows import Rows
from services.chassis.storage.sql import Sql, moment_of

MOST = 10_000
"""Counted no further: whoever has more knows enough."""
A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Lot:
    """Things of one kind that wait, and the age of the oldest in seconds."""

    count: int = 0
    oldest_seconds: float = 0.0


@dataclass(frozen=True)
class Holdings:
    """`leases` are held by any process of the service."""

    outbox: Lot = Lot()
    parked: Lot = Lot()
    dead: Lot = Lot()
    jobs_waiting: Lot = Lot()
    jobs_running: Lot = Lot()
    leases: int = 0


_OUTBOX_WAITS = "published_at IS NULL AND NOT unheard"
_OUTBOX = Sql(
    f"SELECT (SELECT count(*) FROM (SELECT 1 FROM outbox WHERE {_OUTBOX_WAITS} LIMIT {MOST}) AS waiting),"
    f" (SELECT recorded_at FROM outbox WHERE {_OUTBOX_WAITS} ORDER BY seq LIMIT 1)"
)
_INBOX = Sql(
    f"""
    SELECT state, count(*), min(at) FROM (
        SELECT state, at FROM inbox WHERE state IN ('parked', 'dead') LIMIT {MOST}
    ) AS waiting GROUP BY state
    """
)
_JOBS = Sql(
    f"""
    SELECT state, count(*), min(created_at) FROM (
        SELECT state, created_at FROM jobs WHERE state IN ('waiting', 'running')
        ORDER BY created_at, id LIMIT {MOST}
    ) AS unended GROUP BY state
    """
)
_FAILED = Sql(
    f"""
    SELECT count(*) FROM (
        SELECT 1 FROM jobs WHERE state = 'failed' AND ended_at > ? LIMIT {MOST}
    ) AS failed
    """
)
_LEASES = Sql("SELECT count(*) FROM leases WHERE until > NOW_SECONDS")


def holdings(rows: Rows, now: datetime) -> Holdings:
    """Across districts: figures, and nothing that says whose."""
    [(waiting, since)] = rows.run(_OUTBOX).rows
    inbox = {state: _lot(count, at, now) for state, count, at in rows.run(_INBOX).rows}
    jobs = {state: _lot(count, at, now) for state, count, at in rows.run(_JOBS).rows}
    return Holdings(
        outbox=_lot(waiting, since, now),
        parked=inbox.get("parked", Lot()),
        dead=inbox.get("dead", Lot()),
        jobs_waiting=jobs.get("waiting", Lot()),
        jobs_running=jobs.get("running", Lot()),
        leases=int(rows.run(_LEASES).scalar),
    )


def failed_jobs(rows: Rows, now: datetime) -> int:
    """Of the last day. No index has them: the table is small, and this is asked seldom."""
    return int(rows.run(_FAILED, now - A_DAY).scalar)


def _lot(count: int, since: datetime | str | None, now: datetime) -> Lot:
    age = 0.0 if since is None else (now - moment_of(since)).total_seconds()
    return Lot(count, max(age, 0.0))
