"""What a process looks after beside its work: gauges each few seconds, and what is past its keeping (D16)."""

import logging
import threading
import time
from dataclasses import replace
from datetime import datetime
from typing import Any

import eventlet

from services.chassis.bus.foundation import Foundation
from services.chassis.bus.queue_watch import QueueWatch
from services.chassis.errors import DatabaseUnavailable
from services.chassis.figures import Figures, PoolFigure
from services.chassis.gauges import show
from services.chassis.storage import idempotency, inbox, jobs, outbox
from services.chassis.storage.audit_keeping import sweep_block
from services.chassis.storage.holdings import failed_jobs, holdings
from services.chassis.storage.sealing import oldest_unsealed
from services.chassis.storage.sweeping import AT_ONCE

log = logging.getLogger(__name__)

LOOK_EVERY = 5.0
FAILED_EVERY = 60.0
SWEEP_EVERY = 600.0


class Housekeeper:
    """Per process; two that sweep at the same time take nothing from each other."""

    def __init__(self, foundation: Foundation) -> None:
        self._foundation = foundation
        self._stopping = threading.Event()
        self._sweep_at = self._failed_at = time.monotonic()
        self._loop: Any = None
        self._queues = QueueWatch(
            foundation.settings.broker, foundation.name, foundation.topology, foundation.delivered
        )

    def start(self) -> None:
        self._loop = eventlet.spawn(self._run)

    def stop(self) -> None:
        self._stopping.set()
        if self._loop is not None:
            self._loop.wait()
        self._queues.close()

    def _run(self) -> None:
        while not self._stopping.wait(LOOK_EVERY):
            try:
                self.look()
                if time.monotonic() >= self._sweep_at:
                    self.sweep()
                    self._sweep_at = time.monotonic() + SWEEP_EVERY
            except Exception:
                log.exception("housekeeping broke off")

    def look(self) -> None:
        """What the service holds and waits for just now; counted nowhere else."""
        foundation, now = self._foundation, self._foundation.clock.now()
        try:
            known = self._of_database(now)
        except DatabaseUnavailable:
            known = replace(foundation.figures, has_database=False)
        foundation.figures = replace(
            known,
            spool_seconds=foundation.spool.age(now).total_seconds(),
            queues=self._queues.look(),
            pools=tuple(
                PoolFigure(name, pool.size, pool.in_use, pool.waiting)
                for name, pool in foundation.database.pools().items()
            ),
        )
        show(foundation.name, foundation.figures)

    def _of_database(self, now: datetime) -> Figures:
        """Raises DatabaseUnavailable."""
        before = self._foundation.figures
        with self._foundation.database.look() as rows:
            unsealed = oldest_unsealed(rows)
            failed = failed_jobs(rows, now) if time.monotonic() >= self._failed_at else before.jobs_failed
            held = holdings(rows, now)
        if time.monotonic() >= self._failed_at:
            self._failed_at = time.monotonic() + FAILED_EVERY
        waited = (now - (unsealed or now)).total_seconds()
        return replace(before, has_database=True, holdings=held, jobs_failed=failed, unsealed_seconds=waited)

    def sweep(self) -> None:
        now = self._foundation.clock.now()
        for room in (outbox, inbox, idempotency, jobs):
            swept = AT_ONCE
            while swept == AT_ONCE and not self._stopping.is_set():
                with self._foundation.database.work() as rows:
                    swept = room.sweep(rows, now)
                if swept:
                    log.info("swept what is past its keeping", extra={"count": swept})
                eventlet.sleep(0)
        self._sweep_audit()

    def _sweep_audit(self) -> None:
        """A block to a transaction: on SQLite all who write wait for it."""
        days, blocks, goes_on = self._foundation.settings.keeping.audit_days, 0, True
        while goes_on and not self._stopping.is_set():
            with self._foundation.database.work() as rows:
                goes_on = sweep_block(rows, self._foundation.clock.now(), days)
            blocks += goes_on
            eventlet.sleep(0)
        if blocks:
            log.info("swept audit blocks past their keeping", extra={"count": blocks})
