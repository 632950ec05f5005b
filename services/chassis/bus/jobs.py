"""Runs jobs: claims one under a lease, takes it step by step, goes on after a kill (architecture §8)."""

import logging
import threading

from nameko.extensions import Entrypoint

from services.chassis.bus.bulk import BulkRun
from services.chassis.bus.foundation import Foundation
from services.chassis.bus.job_run import Run, Work
from services.chassis.bus.timers import HOLDER
from services.chassis.crash import crash_at
from services.chassis.specs import jobs_of
from services.chassis.storage import jobs
from services.chassis.storage.jobs import Claimed, LaneTaken

log = logging.getLogger(__name__)

LOOK_EVERY = 1.0
AT_ONCE = 2
"""Jobs of one process beside each other; of those that a child does, one."""


class JobWorker(Entrypoint):
    """Some loops for jobs in this process, and one for those that a child does."""

    def setup(self) -> None:
        self.foundation: Foundation = self.container.config["linli"]
        service = self.foundation.service
        works = [Work(spec, getattr(service, spec.name)) for spec in jobs_of(service)]
        here = {work.spec.name: work for work in works if not work.spec.is_bulk}
        in_child = {work.spec.name: work for work in works if work.spec.is_bulk}
        self._loops = [Loop(self.foundation, here, Run) for _ in range(AT_ONCE)] if here else []
        if in_child:
            self._loops.append(Loop(self.foundation, in_child, BulkRun))
        self.foundation.wake_jobs = self._wake

    def start(self) -> None:
        if self.foundation.settings.broker.uri.startswith("embedded"):
            with self.foundation.database.work() as rows:
                jobs.forget_claims(rows)
        self._threads = [
            self.container.spawn_managed_thread(loop.run, identifier=f"jobs {number}")
            for number, loop in enumerate(self._loops)
        ]

    def stop(self) -> None:
        for loop in self._loops:
            loop.stop()
        for thread in self._threads:
            thread.wait()

    def _wake(self) -> None:
        for loop in self._loops:
            loop.wake()


class Loop:
    """One job at a time."""

    def __init__(self, foundation: Foundation, works: dict[str, Work], run: type[Run]) -> None:
        self._foundation, self._works, self._run = foundation, works, run
        self._stopping, self._wake = threading.Event(), threading.Event()
        self.wake = self._wake.set

    def stop(self) -> None:
        self._stopping.set()
        self.wake()

    def run(self) -> None:
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
        claimed = self._claimed()
        if claimed is None:
            return False
        crash_at("job_after_claim")
        self._run(self._foundation, self._works[claimed.job.kind], claimed, self._stopping).go()
        return True

    def _claimed(self) -> Claimed | None:
        try:
            with self._foundation.database.work() as rows:
                return jobs.claim(rows, sorted(self._works), HOLDER)
        except LaneTaken:
            return None
