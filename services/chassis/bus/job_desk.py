"""For every service that has jobs: look how one fares, list them, cancel one (architecture §8)."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from marshmallow import fields

from services.chassis.bus.decorators import rpc
from services.chassis.caller import Caller
from services.chassis.domain import NotFound
from services.chassis.jobs import Job, JobState
from services.chassis.refusals import said_error
from services.chassis.schema import (
    Choice,
    Flag,
    Integer,
    ListOf,
    Moment,
    Nested,
    PageQuerySchema,
    PageSchema,
    Regexp,
    Schema,
    Text,
)

ASK_AGAIN_AFTER = 2
"""Seconds: how often to look at a job that is not over."""
JOB_ID = "^[a-z_]+[.][0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"
"""`members.0198…`: the service that does it, and its id there."""
NEWEST_FIRST = (datetime(9999, 1, 1, tzinfo=UTC), "")


class JobUnknown(NotFound):
    job_id: str


@dataclass(frozen=True)
class OfJob:
    job_id: str


@dataclass(frozen=True)
class ListJobs:
    limit: int
    after: list[Any] | None


class GetJobSchema(Schema):
    schema_name = "jobs.GetJob"
    builds = OfJob

    job_id = Text(required=True, validate=Regexp(JOB_ID, code="not_an_id"))


class CancelJobSchema(Schema):
    """Without the version that was seen: it moves with every step."""

    schema_name = "jobs.CancelJob"
    builds = OfJob

    job_id = Text(required=True, validate=Regexp(JOB_ID, code="not_an_id"))


class ListJobsSchema(PageQuerySchema):
    schema_name = "jobs.ListJobs"
    builds = ListJobs


class JobErrorSchema(Schema):
    schema_name = "jobs.JobError"

    code = Text()
    values = fields.Dict(keys=Text())
    detail = Text()


class JobSchema(Schema):
    """`total` is null while nobody knows it, `retry_after` (seconds) when there is nothing to wait for."""

    schema_name = "jobs.Job"

    id = Text()
    kind = Text()
    state = Choice(JobState)
    done = Integer()
    total = Integer(allow_none=True)
    result = fields.Dict(keys=Text(), allow_none=True)
    error = Nested(JobErrorSchema, allow_none=True)
    is_cancelled = Flag()
    created_at = Moment()
    started_at = Moment(allow_none=True)
    ended_at = Moment(allow_none=True)
    retry_after = Integer(allow_none=True)
    version = Integer()


class JobsSchema(PageSchema):
    schema_name = "jobs.Jobs"

    items = ListOf(Nested(JobSchema))


class JobDesk:
    """A mixin. Everybody sees what they asked for; who holds the permission in the whole district, all."""

    name: str
    foundation: Any
    begin: Any

    @rpc("jobs.read", takes=GetJobSchema(), gives=JobSchema(), refuses=(JobUnknown,), reads="public")
    def get_job(self, command: OfJob, caller: Caller) -> dict[str, Any]:
        with self.begin(caller) as tx:
            return self._shown(self._seen(tx, command.job_id), caller)

    @rpc("jobs.read", takes=ListJobsSchema(), gives=JobsSchema(), reads="public")
    def list_jobs(self, command: ListJobs, caller: Caller) -> dict[str, Any]:
        """Newest first."""
        with self.begin(caller) as tx:
            asked_by = None if tx.scope.area_ids is None else caller.name
            found = tx.jobs.newest(_place(command.after), command.limit + 1, asked_by)
        items = found[: command.limit]
        last = items[-1] if len(found) > command.limit else None
        following = last and [last.created_at.isoformat(), last.id]
        return {"items": [self._shown(job, caller) for job in items], "next": following}

    @rpc("jobs.cancel", takes=CancelJobSchema(), gives=JobSchema(), refuses=(JobUnknown,))
    def cancel_job(self, command: OfJob, caller: Caller) -> dict[str, Any]:
        """It ends before its next step; what it did so far stays."""
        with self.begin(caller) as tx:
            job = self._seen(tx, command.job_id)
            tx.jobs.cancel(job.id)
            tx.name(job.id)
            return self._shown(self._seen(tx, command.job_id), caller)

    def _seen(self, tx: Any, job_id: str) -> Job:
        service, _, own_id = job_id.partition(".")
        job: Job | None = tx.jobs.find(own_id) if service == self.name else None
        if job is None or (tx.scope.area_ids is not None and job.asked_by != tx.caller.name):
            raise JobUnknown(job_id=job_id)
        return job

    def _shown(self, job: Job, caller: Caller) -> dict[str, Any]:
        return job_shown(job, self.name, self.foundation.catalogue.say, caller.language)


def ask(
    desk: JobDesk, kind: str, params: dict[str, Any], caller: Caller, *, lane: str | None = None
) -> dict[str, Any]:
    """A new job as it is answered; it begins when the request has been committed."""
    with desk.begin(caller) as tx:
        job = tx.jobs.ask(kind, params, lane=lane)
        tx.name(job.id)
    return job_shown(job, desk.name, desk.foundation.catalogue.say, caller.language)


def job_shown(job: Job, service: str, say: Any, language: str) -> dict[str, Any]:
    """As it is answered: with the service in its id, and what broke as a sentence."""
    error = job.error and {**job.error, "detail": said_error(job.error, say, language)}
    return {
        **{name: getattr(job, name) for name in _SAME},
        "id": f"{service}.{job.id}",
        "error": error,
        "retry_after": None if job.state.is_over else ASK_AGAIN_AFTER,
    }


_SAME = (
    "kind",
    "state",
    "done",
    "total",
    "result",
    "is_cancelled",
    "created_at",
    "started_at",
    "ended_at",
    "version",
)


def _place(after: list[Any] | None) -> tuple[datetime, str]:
    return NEWEST_FIRST if after is None else (datetime.fromisoformat(after[0]), str(after[1]))
