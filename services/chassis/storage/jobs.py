"""Jobs as rows: asked for in a request's transaction, claimed under a lease, stepped under its fence."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.exc import IntegrityError

from services.chassis.caller import Caller
from services.chassis.ids import new_id
from services.chassis.jobs import Finished, Job, JobState, Step
from services.chassis.storage.fence import NOT_SHUT
from services.chassis.storage.job_rows import SHOWN, as_text, caller_as_json, caller_of, job_of, trace_of
from services.chassis.storage.leases import LeaseLost
from services.chassis.storage.rows import Rows
from services.chassis.storage.sql import Sql, Written
from services.chassis.storage.sweeping import sweeping

KEPT = timedelta(days=90)
LEASE = 15.0
"""Seconds; each step renews it."""
CRASHES = 3
"""Runs begun one after the other that kept no step: the job ends its process, and is given up."""

_HERE = "district = ? AND id = ?"
_HELD = f"{_HERE} AND fence = ? AND state = 'running'"
_ASK = Sql(
    """
    INSERT INTO jobs (district, id, kind, lane, state, asked_by, caller, params, created_at, version)
    VALUES (?, ?, ?, ?, 'waiting', ?, ?, ?, ?, 1)
    """
)
_FREE = """
    state IN ('waiting', 'running') AND until <= NOW_SECONDS AND kind IN ({kinds})
    AND {not_shut} AND NOT EXISTS (SELECT 1 FROM jobs AS older WHERE older.district = jobs.district
        AND older.lane = jobs.lane AND older.id <> jobs.id AND (older.state = 'running'
            OR jobs.state = 'waiting' AND older.state = 'waiting' AND older.id < jobs.id))
"""
_NOT_SHUT = NOT_SHUT.format("jobs")
_TURNS = """
    WITH awaited AS MATERIALIZED (SELECT DISTINCT district, asked_by, kind FROM jobs
        WHERE state IN ('waiting', 'running') AND kind IN ({kinds})),
    districts AS MATERIALIZED (SELECT own.district, (SELECT max(started_at) FROM jobs AS served
            WHERE served.district = own.district AND served.kind IN ({kinds})) AS begun
        FROM (SELECT DISTINCT district FROM awaited) AS own),
    askers AS MATERIALIZED (SELECT own.district, own.asked_by, own.kind, (SELECT max(started_at)
            FROM jobs AS served WHERE served.district = own.district AND served.asked_by = own.asked_by
                AND served.kind = own.kind) AS begun
        FROM awaited AS own)
"""
_NEXT = """
    (SELECT begun FROM districts WHERE districts.district = jobs.district) NULLS FIRST,
    (SELECT begun FROM askers WHERE askers.district = jobs.district AND askers.asked_by = jobs.asked_by
        AND askers.kind = jobs.kind) NULLS FIRST, created_at, id
"""
_GET = Sql(f"SELECT {SHOWN} FROM jobs WHERE {_HERE}")
_BEFORE = "(created_at < ? OR created_at = ? AND id < ?) ORDER BY created_at DESC, id DESC LIMIT ?"
_NEWEST = Sql(f"SELECT {SHOWN} FROM jobs WHERE district = ? AND {_BEFORE}")
_OF_ASKER = Sql(f"SELECT {SHOWN} FROM jobs WHERE district = ? AND asked_by = ? AND {_BEFORE}")
_LOCK = f"SELECT fence, is_cancelled FROM jobs WHERE {_HERE}"
_ENTER = Sql(_LOCK, postgresql=_LOCK + " FOR UPDATE")
_STEP = Sql(
    f"""
    UPDATE jobs SET cursor = ?, done = ?, total = ?, attempts = 0, until = NOW_SECONDS + {LEASE},
        version = version + 1 WHERE {_HELD}
    """
)
_END = Sql(
    f"""
    UPDATE jobs SET state = ?, done = coalesce(?, done), result = ?, error = ?, ended_at = NOW_MOMENT,
        until = 0, holder = NULL, version = version + 1 WHERE {_HELD}
    """
)
_LET_GO = Sql(f"UPDATE jobs SET until = NOW_SECONDS + ?, holder = NULL, attempts = ? WHERE {_HELD}")
_RENEW = Sql(
    f"UPDATE jobs SET until = NOW_SECONDS + {LEASE} WHERE {_HELD}",
    postgresql=f"""
    UPDATE jobs SET until = NOW_SECONDS + {LEASE} WHERE (district, id) IN
        (SELECT district, id FROM jobs WHERE {_HELD} FOR UPDATE SKIP LOCKED)
    """,
)
_FORGET = Sql("UPDATE jobs SET until = 0 WHERE state = 'running'")
_CANCEL = Sql(
    f"""
    UPDATE jobs SET is_cancelled = true, version = version + 1,
        ended_at = CASE WHEN state = 'waiting' THEN ? ELSE ended_at END,
        state = CASE WHEN state = 'waiting' THEN 'cancelled' ELSE state END
    WHERE {_HERE} AND state IN ('waiting', 'running')
    """
)
_SWEEP = sweeping("jobs", "ended_at < ?")


class LaneTaken(Exception):
    """Another job of its lane began in the same moment."""


class JobCancelled(Exception):
    """Somebody asked for its end: nothing more is begun."""


@dataclass(frozen=True)
class Holding:
    """One run of a job: whoever claims it next has another fence, and this one keeps nothing more."""

    district: str
    job_id: str
    fence: int


@dataclass(frozen=True)
class Claimed:
    """`attempts` counts this run too; it is over `CRASHES` when the job is to be given up.

    `trace` is the traceparent of the request that asked for it, where that is traced."""

    holding: Holding
    job: Job
    caller: Caller
    attempts: int
    trace: str | None = None


class JobRun:
    """What a step's transaction begins and ends with (see storage.call)."""

    def __init__(self, holding: Holding) -> None:
        self._holding = holding
        self._closing: Written | None = None

    def enter(self, rows: Rows) -> None:
        """Raises LeaseLost or JobCancelled; the row stays locked until the transaction ends."""
        found = rows.run(_ENTER, rows.district, self._holding.job_id).rows
        if not found or found[0][0] != self._holding.fence:
            raise LeaseLost(self._holding.job_id)
        if found[0][1]:
            raise JobCancelled(self._holding.job_id)

    def keep(self, step: Step | Finished) -> None:
        here = self._holding
        self._closing = _ended(here, step) if isinstance(step, Finished) else _stepped(here, step)

    def closing(self) -> list[Written]:
        return [] if self._closing is None else [self._closing]


class Jobs:
    """In a request's transaction: ask for one, look at them, cancel one."""

    def __init__(self, rows: Rows, caller: Caller, now: datetime) -> None:
        self._rows, self._caller, self._now = rows, caller, now
        self.has_asked = False

    def ask(self, kind: str, params: dict[str, Any], *, lane: str | None = None) -> Job:
        """It begins when the transaction has committed; in one `lane` one job waits for the other."""
        job_id, here, caller = new_id(), self._rows.district, self._caller
        kept = as_text(caller_as_json(caller))
        self._rows.run(_ASK, here, job_id, kind, lane, caller.name, kept, as_text(params), self._now)
        self.has_asked = True
        found = self.find(job_id)
        assert found is not None
        return found

    def find(self, job_id: str) -> Job | None:
        found = self._rows.run(_GET, self._rows.district, job_id).rows
        return job_of(*found[0]) if found else None

    def newest(self, before: tuple[datetime, str], limit: int, asked_by: str | None = None) -> list[Job]:
        """Of everybody, or those that one caller asked for."""
        (at, job_id), here = before, self._rows.district
        asked = (_NEWEST, here) if asked_by is None else (_OF_ASKER, here, asked_by)
        return [job_of(*row) for row in self._rows.run(*asked, at, at, job_id, limit).rows]

    def cancel(self, job_id: str) -> None:
        """At once while it waits, after the step in hand while it runs; nothing when it is over."""
        self._rows.run(_CANCEL, self._now, self._rows.district, job_id)


def claim(rows: Rows, kinds: Sequence[str], holder: str) -> Claimed | None:
    """Of these kinds the oldest that nobody holds: of the district of which one was begun longest ago, and
    there of whoever has waited longest since one of its kind was begun for them.

    None: there is none. Raises LaneTaken.
    """
    try:
        found = rows.run(_claiming(len(kinds)), holder, *kinds, *kinds, *kinds).rows
    except IntegrityError:
        raise LaneTaken from None
    if not found:
        return None
    district, fence, attempts, caller, *shown = found[0]
    job = job_of(*shown)
    holding, asker = Holding(district, job.id, fence), caller_of(district, caller)
    return Claimed(holding, job, asker, attempts, trace_of(caller))


def let_go(rows: Rows, holding: Holding, *, after: float, attempts: int) -> None:
    """Free for anybody `after` so many seconds; `attempts` are counted against it."""
    rows.run(_LET_GO, after, attempts, *_place(holding))


def renew(rows: Rows, holding: Holding) -> None:
    """While a step takes long; one that is about to be kept renews it itself."""
    rows.run(_RENEW, *_place(holding))


def fail(rows: Rows, holding: Holding, error: dict[str, Any] | None) -> None:
    rows.run(_END, JobState.FAILED.value, None, None, as_text(error), *_place(holding))


def end_cancelled(rows: Rows, holding: Holding) -> None:
    rows.run(_END, JobState.CANCELLED.value, None, None, None, *_place(holding))


def forget_claims(rows: Rows) -> None:
    """When one process has the database for itself: whoever held a job is no more."""
    rows.run(_FORGET)


def sweep(rows: Rows, now: datetime) -> int:
    """Forgets what ended more than ninety days ago; tells how many, a thousand at most."""
    return rows.run(_SWEEP, now - KEPT).rowcount


def _claiming(kinds: int) -> Sql:
    named = ", ".join("?" * kinds)
    turns = _TURNS.format(kinds=named)
    free = _FREE.format(kinds=named, not_shut=_NOT_SHUT)
    oldest = f"{turns} SELECT district, id FROM jobs WHERE {free} ORDER BY {_NEXT} LIMIT 1"
    change = f"""
        UPDATE jobs SET state = 'running', holder = ?, fence = fence + 1, attempts = attempts + 1,
            until = NOW_SECONDS + {LEASE}, started_at = coalesce(started_at, NOW_MOMENT),
            version = version + 1
        WHERE (district, id) = ({{}}) RETURNING district, fence, attempts, caller, {SHOWN}
    """
    return Sql(change.format(oldest), postgresql=change.format(oldest + " FOR UPDATE SKIP LOCKED"))


def _stepped(holding: Holding, step: Step) -> Written:
    return _STEP, (as_text(step.cursor), step.done, step.total, *_place(holding))


def _ended(holding: Holding, last: Finished) -> Written:
    return _END, (JobState.DONE.value, last.done, as_text(last.result), None, *_place(holding))


def _place(holding: Holding) -> tuple[str, str, int]:
    return holding.district, holding.job_id, holding.fence
