"""One holding of one job: step after step in this process, and what becomes of it when one breaks."""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from typing import Any

import eventlet

from services.chassis import logs, metrics, tracing
from services.chassis.bus.foundation import Foundation
from services.chassis.bus.remote import Remote
from services.chassis.bus.standing import must_stand
from services.chassis.caller import Caller
from services.chassis.crash import crash_at
from services.chassis.domain import DomainError, Unavailable
from services.chassis.errors import DistrictClosed, JobBroke, JobCrashed, PermissionMissing
from services.chassis.jobs import Finished, Job, Step
from services.chassis.refusals import kept_error
from services.chassis.specs import JobSpec
from services.chassis.storage import jobs
from services.chassis.storage.call import Call
from services.chassis.storage.job_step import PASSING, is_too_slow, step_call
from services.chassis.storage.jobs import CRASHES, Claimed, JobCancelled, JobRun
from services.chassis.storage.leases import LeaseLost

log = logging.getLogger(__name__)

LATER = 2.0
"""Seconds until a job is tried again whose database, or whose other service, is away."""


@dataclass(frozen=True)
class Work:
    spec: JobSpec
    function: Callable[[Any, Job, Caller], Any]


class Run:
    """One holding of one job."""

    def __init__(
        self, foundation: Foundation, work: Work, claimed: Claimed, stopping: threading.Event
    ) -> None:
        self._foundation, self._work, self._stopping = foundation, work, stopping
        self._claimed, self._holding = claimed, claimed.holding
        self._caller = replace(claimed.caller, request_id=claimed.job.id)
        self._job, self._attempts = claimed.job, claimed.attempts

    def go(self) -> None:
        logs.job_id.set(self._job.id)
        logs.request_id.set(self._claimed.caller.request_id or self._job.id)
        if self._job.is_cancelled:
            self._end_cancelled()
            return
        if self._attempts > CRASHES:
            self._fail(JobCrashed())
            return
        try:
            with self._renewed():
                must_stand(self._foundation, self._caller, self._work.spec.permission)
                self._work_off()
        except LeaseLost:
            log.warning("job lost to another instance", extra={"job": self._job.kind})
        except JobCancelled:
            self._end_cancelled()
        except Unavailable as away:
            self._wait(away)
        except PASSING:
            log.warning("job met somebody else's change", extra={"job": self._job.kind})
            self._break()
        except DomainError as broken:
            self._fail(broken)
        except Exception:
            log.exception("job broke", extra={"job": self._job.kind})
            self._break()

    def _work_off(self) -> None:
        while self._step():
            if self._stopping.is_set():
                self._let_go(after=0.0, attempts=0)
                return
            eventlet.sleep(0)
            self._must_stand()

    def _must_stand(self) -> None:
        """Between two steps: raises DistrictClosed, or PermissionMissing when the asker was called back."""
        if self._foundation.database.closed.has(self._caller.district):
            raise DistrictClosed
        if self._foundation.called_back.has(self._caller):
            raise PermissionMissing(permission=self._work.spec.permission)

    def _step(self) -> bool:
        """True while there is more to do."""
        foundation, run = self._foundation, JobRun(self._holding)
        call = self._call(run)
        service = self._service(call)
        try:
            with tracing.after(foundation.name, self._claimed.trace, self._job.kind, "internal"):
                kept = self._work.function(service, self._job, self._caller)
                run.keep(kept)
                crash_at("job_before_commit")
                call.commit(None)
        finally:
            call.rollback()
        crash_at("job_after_commit")
        if call.has_recorded:
            foundation.wake_relay()
        return self._goes_on(kept)

    def _call(self, run: JobRun) -> Call[Any]:
        """Raises PermissionMissing."""
        foundation, spec = self._foundation, self._work.spec
        return step_call(
            foundation.database,
            foundation.service.transaction,
            foundation.roles,
            run,
            caller=self._caller,
            permission=spec.permission,
            action=spec.name,
            now=foundation.clock.now(),
        )

    def _service(self, call: Call[Any]) -> Any:
        foundation = self._foundation
        service = foundation.service()
        service.begin, service.clock, service.foundation = call.begin, foundation.clock, foundation
        service.remote = Remote(foundation, self._caller.district, None, call)
        return service

    @contextmanager
    def _renewed(self) -> Iterator[None]:
        """A step may last longer than the lease."""
        is_over = threading.Event()
        renewing = eventlet.spawn(self._renew, is_over)
        try:
            yield
        finally:
            is_over.set()
            renewing.wait()

    def _renew(self, is_over: threading.Event) -> None:
        while not is_over.wait(jobs.LEASE / 3):
            with suppress(Unavailable), self._foundation.database.work(self._holding.district) as rows:
                jobs.renew(rows, self._holding)

    def _goes_on(self, kept: Step | Finished) -> bool:
        self._attempts = 0
        if isinstance(kept, Finished):
            self._note("done")
            return False
        self._job = replace(self._job, cursor=kept.cursor, done=kept.done, total=kept.total)
        return True

    def _wait(self, away: Unavailable) -> None:
        """For what is away, however long; a step that takes too long itself is one that breaks."""
        log.warning("job waits", extra={"job": self._job.kind, "error": away.code})
        if is_too_slow(away):
            self._break()
        else:
            self._let_go(after=LATER, attempts=0)

    def _fail(self, broken: DomainError) -> None:
        self._end_failed(kept_error(broken))

    def _end_failed(self, error: dict[str, Any] | None) -> None:
        with self._foundation.database.work(self._holding.district) as rows:
            jobs.fail(rows, self._holding, error)
        self._note("failed")

    def _break(self) -> None:
        """Tried again, later each time; given up like one that ends its process."""
        if self._attempts >= CRASHES:
            self._fail(JobBroke())
        else:
            tried = max(self._attempts, 1)
            self._let_go(after=LATER * tried, attempts=tried)

    def _end_cancelled(self) -> None:
        with self._foundation.database.work(self._holding.district) as rows:
            jobs.end_cancelled(rows, self._holding)
        self._note("cancelled")

    def _let_go(self, *, after: float, attempts: int) -> None:
        with suppress(Unavailable), self._foundation.database.work(self._holding.district) as rows:
            jobs.let_go(rows, self._holding, after=after, attempts=attempts)

    def _note(self, outcome: str) -> None:
        metrics.jobs_ended.labels(self._job.kind, outcome).inc()
        log.info("job ended", extra={"job": self._job.kind, "outcome": outcome})
