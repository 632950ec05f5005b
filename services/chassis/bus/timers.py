"""`@every`: run by one instance at a time, per district, under a fenced lease (defect 14)."""

import logging
import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from typing import Any

import eventlet
from nameko.extensions import Entrypoint

from services.chassis.bus.foundation import Foundation
from services.chassis.bus.remote import Remote
from services.chassis.caller import WHOLE_DISTRICT, Caller
from services.chassis.crash import crash_at
from services.chassis.domain import Unavailable
from services.chassis.errors import DatabaseUnavailable, DeadlinePassed
from services.chassis.ids import new_id
from services.chassis.logs import request_id as current_request
from services.chassis.specs import EverySpec
from services.chassis.storage.call import Call
from services.chassis.storage.database import Database
from services.chassis.storage.leases import Lease

log = logging.getLogger(__name__)

HOLDER = f"{socket.gethostname()}:{os.getpid()}"
LEASE_OF_TICKS = 3
SHORTEST_LEASE = 10.0
LONGEST_RUN = 60.0
"""Seconds after which a run begins nothing new; a statement ends with it."""


class Timer(Entrypoint):
    def __init__(self, spec: EverySpec) -> None:
        self.spec = spec
        self._stopping = threading.Event()

    def setup(self) -> None:
        self.foundation: Foundation = self.container.config["linli"]
        self.method = getattr(self.foundation.service, self.spec.name)
        seconds = max(SHORTEST_LEASE, LEASE_OF_TICKS * self.spec.seconds)
        self.leases = HeldLeases(self.foundation.database, seconds)

    def start(self) -> None:
        self._loop = self.container.spawn_managed_thread(self._run, identifier=self.spec.name)

    def stop(self) -> None:
        self._stopping.set()
        self._loop.wait()
        try:
            self.leases.give_back()
        except DatabaseUnavailable:
            log.warning("leases not given back; they run out by themselves")

    def _run(self) -> None:
        while not self._stopping.wait(self.spec.seconds):
            try:
                self.tick()
            except Exception:
                log.exception("timer not run", extra={"timer": self.spec.name})

    def tick(self) -> None:
        for district in self.foundation.database.districts():
            if not self._stopping.is_set() and not self.foundation.database.closed.has(district):
                self._run_for(district)

    def _run_for(self, district: str) -> None:
        fence = self.leases.hold(f"timer:{self.spec.name}:{district}")
        if fence is None:
            return
        run_id = new_id()
        current_request.set(run_id)
        caller = self.foundation.own_caller(district, run_id)
        lease = f"timer:{self.spec.name}:{district}"
        work = TimerWork(self.foundation, caller, lease, fence, LONGEST_RUN)
        service = self.foundation.service()
        service.begin, service.clock, service.foundation = work.begin, self.foundation.clock, self.foundation
        service.remote = Remote(self.foundation, district, None, work)
        try:
            with self.leases.kept(lease, fence) if self.spec.waits_for_others else nullcontext():
                self.method(service, caller)
        except DeadlinePassed:
            log.warning("timer not through in time", extra={"timer": self.spec.name})
        except Exception:
            log.exception("timer raised", extra={"timer": self.spec.name})


class HeldLeases:
    """The leases of one timer: renewed at half their time, taken when nobody holds them."""

    def __init__(self, database: Database, seconds: float) -> None:
        self._database, self._seconds = database, seconds
        self._held: dict[str, tuple[int, float]] = {}

    def hold(self, name: str) -> int | None:
        """The fence under which work may run now; None while another instance holds it."""
        fence, renew_at = self._held.get(name, (None, 0.0))
        if fence is not None and time.monotonic() < renew_at:
            return fence
        asked_at = time.monotonic()
        with self._database.work() as rows:
            if fence is None or not Lease.renew(rows, name, fence, self._seconds):
                fence = Lease.acquire(rows, name, HOLDER, self._seconds)
        if fence is None:
            self._held.pop(name, None)
        else:
            self._held[name] = (fence, asked_at + self._seconds / 2)
        return fence

    @contextmanager
    def kept(self, name: str, fence: int) -> Iterator[None]:
        """Renewed until the work is over, or has lasted as long as a run may."""
        is_over = threading.Event()
        keeping = eventlet.spawn(self._keep, name, fence, is_over)
        try:
            yield
        finally:
            is_over.set()
            keeping.wait()

    def _keep(self, name: str, fence: int, is_over: threading.Event) -> None:
        until = time.monotonic() + LONGEST_RUN
        while not is_over.wait(self._seconds / 3) and time.monotonic() < until:
            with suppress(Unavailable), self._database.work() as rows:
                Lease.renew(rows, name, fence, self._seconds)

    def give_back(self) -> None:
        """At a stop, so that whoever starts next need not wait."""
        held, self._held = self._held, {}
        if held:
            with self._database.work() as rows:
                for name, (fence, _) in held.items():
                    Lease.give_back(rows, name, fence)


class TimerWork:
    """A timer's `begin`: each one a transaction of its own that first checks the fence.

    DeadlinePassed when the run has lasted `seconds`: what is left is the next run's.
    """

    def __init__(
        self, foundation: Foundation, caller: Caller, lease: str, fence: int, seconds: float
    ) -> None:
        self._foundation, self.caller = foundation, caller
        self._lease, self._fence = lease, fence
        self._until = time.time() + seconds
        self.is_open = False

    @contextmanager
    def begin(self, caller: Caller) -> Iterator[Any]:
        call = Call(
            self._foundation.database,
            self._foundation.service.transaction,
            caller=self.caller,
            permission="",
            scope=WHOLE_DISTRICT,
            writes=True,
            action=self._lease,
            now=self._foundation.clock.now(),
            deadline=self._until,
        )
        self.is_open = True
        try:
            with call.begin(caller) as tx:
                Lease.check_fence(tx.rows, self._lease, self._fence)
                yield tx
            crash_at("timer_before_commit")
            call.commit(None)
        finally:
            call.rollback()
            self.is_open = False
        crash_at("timer_after_commit")
        if call.has_recorded:
            self._foundation.wake_relay()
