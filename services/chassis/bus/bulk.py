"""The house's side of a job that a child does: starts it, and writes for it where it may not (D17)."""

import os
import socket
import subprocess
import sys
import time
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import eventlet

from services.chassis import metrics
from services.chassis.bulk.pipe import Begun, Ending, Gone, Left, Pipe, Stepped
from services.chassis.bus.admission import Admission
from services.chassis.bus.job_run import Run
from services.chassis.domain import Unavailable
from services.chassis.errors import DatabaseUnavailable
from services.chassis.storage import forwarding
from services.chassis.storage.forwarding import Forwarded, Overtaken
from services.chassis.storage.jobs import JobCancelled, JobRun
from services.chassis.storage.leases import LeaseLost

ROOT = Path(__file__).parents[3]
SILENT_FOR = 300.0
"""Seconds after which a child that says nothing is taken for stuck."""
LEAVES_WITHIN = 2.0
LOOK_EVERY = 0.5


class ChildGone(RuntimeError):
    """It ended before its job did: killed, or out of memory."""


class Child:
    """A process of `python -m services.chassis.bulk`; `close` ends it, whatever it does."""

    def __init__(self, module: str) -> None:
        ours, theirs = socket.socketpair()
        command = [sys.executable, "-m", "services.chassis.bulk", module, str(os.getpid())]
        path = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
        with closing(theirs):
            self.process = subprocess.Popen(  # nosec B603  # this programme again, by its own name
                command, stdin=theirs.fileno(), env={**os.environ, "PYTHONPATH": path}
            )
        ours.settimeout(SILENT_FOR)
        self.pipe = Pipe(ours)

    def close(self) -> None:
        self.pipe.close()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(LEAVES_WITHIN)
        self.process.kill()
        self.process.wait()


class BulkRun(Run):
    def _work_off(self) -> None:
        foundation = self._foundation
        try:
            with closing(Child(foundation.service.bulk)) as child:
                eventlet.spawn(self._end_with_house, child)
                given = self._gathered()  # while the child makes itself ready
                permission, heard = self._work.spec.permission, foundation.topology.heard
                child.pipe.send(Begun(foundation.settings, self._claimed, permission, heard, given))
                left = self._serve(child.pipe)
        except Gone:
            if not self._stopping.is_set():
                raise ChildGone from None
            self._let_go(after=0.0, attempts=0)
            return
        if left is not None:
            self._leave(left)

    def _end_with_house(self, child: Child) -> None:
        """A stop waits for no step: what is not committed is taken again."""
        while child.process.poll() is None:
            if self._stopping.wait(LOOK_EVERY):
                child.process.kill()
                return

    def _gathered(self) -> Any:
        """What the job's own method brings, before the first step and without a transaction."""
        call = self._call(JobRun(self._holding))
        try:
            return self._work.function(self._service(call), self._job, self._caller)
        finally:
            call.rollback()

    def _serve(self, pipe: Pipe) -> Left | None:
        """How the child left; what follows from it begins when the child is gone."""
        limits = self._foundation.settings.limits
        admission, began = Admission(limits.bulk_p95, limits.bulk_share), time.monotonic()
        while True:
            told = pipe.receive()
            if isinstance(told, Forwarded):
                pipe.send(self._write(told))
            elif isinstance(told, Left):
                return told
            elif not self._has_stepped(told):
                return None
            else:
                self._must_stand()
                if waited := admission.wait(self._stopping, time.monotonic() - began):
                    metrics.bulk_waited_seconds.labels(self._job.kind).observe(waited)
                pipe.send(not self._stopping.is_set())
                began = time.monotonic()
                if self._stopping.is_set():
                    self._let_go(after=0.0, attempts=0)
                    return None

    def _has_stepped(self, told: Stepped) -> bool:
        """True while there is more to do."""
        if told.has_recorded:
            self._foundation.wake_relay()
        return self._goes_on(told.kept)

    def _write(self, forwarded: Forwarded) -> Ending | None:
        """What was in the way, if anything was."""
        try:
            forwarding.write(self._foundation.database, self._holding.district, forwarded)
        except Overtaken:
            return Ending.OVERTAKEN
        except Unavailable:
            return Ending.AWAY
        return None

    def _leave(self, left: Left) -> None:
        """As if the step had been taken here."""
        match left.ending:
            case Ending.LEASE_LOST:
                raise LeaseLost(self._holding.job_id)
            case Ending.CANCELLED:
                raise JobCancelled(self._holding.job_id)
            case Ending.AWAY:
                raise DatabaseUnavailable
            case Ending.OVERTAKEN:
                raise Overtaken
            case Ending.REFUSED:
                self._end_failed(left.error)
            case Ending.BROKE:
                self._break()
            case Ending.TOO_SOON:
                self._let_go(after=left.after, attempts=0)
