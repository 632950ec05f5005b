"""Seals the audit of a service each second: one process at a time, under a fenced lease (D12)."""

import logging
import threading
from typing import Any

import eventlet

from services.chassis.bus.foundation import Foundation
from services.chassis.bus.timers import HeldLeases
from services.chassis.crash import crash_at
from services.chassis.errors import DatabaseUnavailable
from services.chassis.storage.leases import Lease, LeaseLost
from services.chassis.storage.sealing import LEASE, Sealed, seal_block, unsealed_districts

log = logging.getLogger(__name__)

EVERY = 1.0
LEASE_SECONDS = 10.0


class AuditSealer:
    """Per process; those without the lease wait for it. What is late is sealed by the next round."""

    def __init__(self, foundation: Foundation) -> None:
        self._foundation = foundation
        self._leases = HeldLeases(foundation.database, LEASE_SECONDS)
        self._stopping = threading.Event()
        self._loop: Any = None

    def start(self) -> None:
        self._loop = eventlet.spawn(self._run)

    def stop(self) -> None:
        self._stopping.set()
        if self._loop is not None:
            self._loop.wait()
        try:
            self._leases.give_back()
        except DatabaseUnavailable:
            log.warning("leases not given back; they run out by themselves")

    def _run(self) -> None:
        while not self._stopping.wait(EVERY):
            try:
                self.seal()
            except Exception:
                log.exception("audit not sealed")

    def seal(self) -> int:
        """All that waits, block by block; tells how many rows. A district that fails holds up no other.

        What comes meanwhile is left to the next round: to run after it would make a block of every few rows.
        """
        if self._leases.hold(LEASE) is None:
            return 0
        with self._foundation.database.look() as rows:
            districts = list(unsealed_districts(rows))
        return sum(self._seal_district(district) for district in districts)

    def _seal_district(self, district: str) -> int:
        sealed = 0
        try:
            more = True
            while more and not self._stopping.is_set():
                count, more = self._seal_block(district)
                sealed += count
                eventlet.sleep(0)
        except LeaseLost:
            log.warning("audit is sealed by another now", extra={"district": district})
        except Exception:
            log.exception("audit not sealed", extra={"district": district})
        return sealed

    def _seal_block(self, district: str) -> Sealed:
        fence = self._leases.hold(LEASE)
        if fence is None:
            return Sealed(0, more=False)
        with self._foundation.database.work(district) as rows:
            Lease.check_fence(rows, LEASE, fence)
            sealed = seal_block(rows, self._foundation.clock.now())
            if sealed.rows:
                crash_at("seal_before_commit")
        if sealed.rows:
            crash_at("seal_after_commit")
        return sealed
