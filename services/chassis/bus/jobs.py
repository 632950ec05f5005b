"""Runs jobs: claims one under a lease, takes it step by step, goes on after a kill (architecture §8)."""

import logging
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

import eventlet
from nameko.extensions import Entrypoint

from services.chassis import metrics
from services.chassis.bus.foundation import Foundation
from services.chassis.bus.remote import Remote
from services.chassis.bus.timers import HOLDER
from services.chassis.caller import Caller
from services.chassis.crash import crash_at
from services.chassis.domain import Conflict, DomainError, Stale, Unavailable
from services.chassis.errors import JobBroke, JobCrashed, PermissionMissing
from services.chassis.jobs import Finished, Job, Step
from services.chassis.logs import request_id as current_request
from services.chassis.refusals import plain_values
from services.chassis.specs import JobSpec, jobs_of
from services.chassis.storage import jobs
from services.chassis.storage.call import Call
from services.chassis.storage.jobs import CRASHES, Claimed, JobCancelled, JobRun
from services.chassis.storage.leases import LeaseLost

log = logging.getLogger(__name__)

LOOK_EVERY = 1.0
AT_ONCE = 2
"""Jobs of one process beside each other."""
LATER = 2.0
"""Seconds until a job is tried again whose database, or whose other service, is away."""
STEP_WITHIN = 30.0
"""Seconds; a statement ends with it, and a call to another service."""


@dataclass(frozen=True)
class Work:
    spec: JobSpec
    function: Callable[[Any, Job, Caller], Step | Finished]


class JobWorker(Entrypoint):
    def setup(self) -> None:
        self.foundation: Foundation = self.container.config["linli"]
        service = self.foundation.service
        self.works = {spec.name: Work(spec, getattr(service, spec.name)) for spec in jobs_of(service)}
        self._stopping, self._wake = threading.Event(), threading.Event()
        self.foundation.wake_jobs = self._wake.set

    def start(self) -> None:
        if self.foundation.settings.broker.uri.startswith("embedded"):
            with self.foundation.database.work() as rows:
                jobs.forget_claims(rows)
        self._loops = [
            self.container.spawn_managed_thread(self._run, identifier=f"jobs {number}")
            for number in range(AT_ONCE)
        ]

    def stop(self) -> None:
        self._stopping.set()
        self._wake.set()
        for loop in self._loops:
            loop.wait()

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                has_worked = self.work_once()
            except Exception:
                log.exception("jobs not looked at")
                has_worked = False
            if not has_worked and self._wake.wait(LOOK_EVERY) and not self._stopping.is_set():
                self._wake.clear()

    def work_once(self) -> bool:
        """One job, for as long as it lasts; False when none is to be had."""
        foundation = self.foundation
        with foundation.database.work() as rows:
            claimed = jobs.claim(rows, sorted(self.works), HOLDER)
        if claimed is None:
            return False
        crash_at("job_after_claim")
        Run(foundation, self.works[claimed.job.kind], claimed, self._stopping).go()
        return True


class Run:
    """One holding of one job."""

    def __init__(
        self, foundation: Foundation, work: Work, claimed: Claimed, stopping: threading.Event
    ) -> None:
        self._foundation, self._work, self._stopping = foundation, work, stopping
        self._holding = claimed.holding
        self._caller = replace(claimed.caller, request_id=claimed.job.id)
        self._job, self._attempts = claimed.job, claimed.attempts

    def go(self) -> None:
        current_request.set(self._job.id)
        if self._attempts > CRASHES:
            self._fail(JobCrashed())
            return
        try:
            while self._step():
                if self._stopping.is_set():
                    self._let_go(after=0.0, attempts=0)
                    return
                eventlet.sleep(0)
        except LeaseLost:
            log.warning("job lost to another instance", extra={"job": self._job.kind})
        except JobCancelled:
            self._end_cancelled()
        except Unavailable as away:
            log.warning("job waits", extra={"job": self._job.kind, "error": away.code})
            self._let_go(after=LATER, attempts=0)
        except (Stale, Conflict):
            log.warning("job met somebody else's change", extra={"job": self._job.kind})
            self._break()
        except DomainError as broken:
            self._fail(broken)
        except Exception:
            log.exception("job broke", extra={"job": self._job.kind})
            self._break()

    def _step(self) -> bool:
        """True while there is more to do."""
        foundation, spec, job = self._foundation, self._work.spec, self._job
        now = foundation.clock.now()
        scope = foundation.roles.scope(self._caller, spec.permission, now)
        if scope.is_empty:
            raise PermissionMissing(permission=spec.permission)
        run = JobRun(self._holding)
        call: Call[Any] = Call(
            foundation.database,
            foundation.service.transaction,
            caller=self._caller,
            permission=spec.permission,
            scope=scope,
            writes=True,
            action=spec.name,
            now=now,
            joining=run,
            deadline=now.timestamp() + STEP_WITHIN,
        )
        service = foundation.service()
        service.begin, service.clock, service.foundation = call.begin, foundation.clock, foundation
        service.remote = Remote(foundation, self._caller.district, None, call)
        try:
            kept = self._work.function(service, job, self._caller)
            run.keep(kept)
            crash_at("job_before_commit")
            call.commit(None)
        finally:
            call.rollback()
        crash_at("job_after_commit")
        if call.has_recorded:
            foundation.wake_relay()
        return self._goes_on(kept)

    def _goes_on(self, kept: Step | Finished) -> bool:
        self._attempts = 0
        if isinstance(kept, Finished):
            self._note("done")
            return False
        self._job = replace(self._job, cursor=kept.cursor, done=kept.done, total=kept.total)
        return True

    def _fail(self, broken: DomainError) -> None:
        error = {"code": broken.code, "values": plain_values(broken.values)}
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
