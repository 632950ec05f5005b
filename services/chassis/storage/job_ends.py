"""Jobs that came to no good end, for whoever shows what they were to do."""

from collections.abc import Collection

from sqlalchemy import select

from services.chassis import wire
from services.chassis.jobs import BrokenOff, JobState
from services.chassis.storage.job_table import jobs
from services.chassis.storage.rows import Rows

BROKEN_OFF = (JobState.FAILED.value, JobState.CANCELLED.value)


class SqlJobEnds:
    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def broken_off(self, job_ids: Collection[str]) -> dict[str, BrokenOff]:
        """Those of these that failed or were cancelled; one kept no longer does nothing either."""
        if not job_ids:
            return {}
        these = (self._rows.of(jobs), jobs.c.id.in_(sorted(job_ids)))
        found = {
            row["id"]: row
            for row in self._rows.all(select(jobs.c.id, jobs.c.state, jobs.c.error).where(*these))
        }
        ends = {job_id: BrokenOff(JobState.FAILED, None) for job_id in set(job_ids) - found.keys()}
        return ends | {
            row["id"]: BrokenOff(JobState(row["state"]), wire.loads(row["error"]) if row["error"] else None)
            for row in found.values()
            if row["state"] in BROKEN_OFF
        }
