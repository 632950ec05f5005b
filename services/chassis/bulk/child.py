"""The child: takes a job step by step, and asks after each whether to go on."""

import ctypes
import logging
import os
import resource
import signal
import sys
from contextlib import nullcontext, suppress
from dataclasses import replace
from typing import Any

from services.chassis import logs, tracing
from services.chassis.bulk.idle import idle, use_waits
from services.chassis.bulk.pipe import Begun, Ending, Gone, Left, Pipe, Stepped
from services.chassis.bulk.work import BulkService, Tools, TooSoon, Work
from services.chassis.clock import SystemClock
from services.chassis.crash import crash_at
from services.chassis.domain import DomainError, Unavailable
from services.chassis.errors import DatabaseUnavailable
from services.chassis.jobs import Finished, Job, Step
from services.chassis.keys import DataKeys, MasterKey
from services.chassis.master_key import MASTER
from services.chassis.refusals import kept_error
from services.chassis.roles import Roles
from services.chassis.seal import Seals
from services.chassis.settings import Settings
from services.chassis.storage.analysis import Growth, analyze
from services.chassis.storage.database import Database
from services.chassis.storage.forwarding import Forwarded, Forwarding, Overtaken
from services.chassis.storage.job_step import PASSING, is_too_slow, step_call
from services.chassis.storage.jobs import JobCancelled, JobRun
from services.chassis.storage.key_rows import KeyRowsOf
from services.chassis.storage.leases import LeaseLost
from services.chassis.words import Catalogue

log = logging.getLogger(__name__)

_PR_SET_PDEATHSIG = 1
NICENESS = 10
MOST_MEMORY = 1536 * 2**20
"""Bytes of addresses: what a file can make of itself ends the child, never the machine."""
TRIES = 3
"""Of a step that others overtake."""


def be_modest(house: int) -> None:
    """Behind everybody else, in bounded memory; gone with the house, which is that process, and no sooner."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != house:
        sys.exit()  # it has gone before we could ask to go with it
    os.nice(NICENESS)
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


def serve(service: BulkService, pipe: Pipe) -> None:
    """One job, until it is over or the house says so. Raises Gone with the house."""
    begun: Begun = pipe.receive()
    logs.configure(service.name, begun.settings.log_level)
    logs.job_id.set(begun.claimed.job.id)
    logs.request_id.set(begun.claimed.caller.request_id or begun.claimed.job.id)
    use_waits()
    with tracing.exported(begun.settings.tracing) if begun.claimed.trace else nullcontext():
        left = _left(Holder(service, pipe, begun))
    if left is not None:
        pipe.send(left)


def _left(holder: "Holder") -> Left | None:
    """None: it ended as it should."""
    try:
        holder.work_off()
    except Gone:
        raise
    except TooSoon as soon:
        return Left(Ending.TOO_SOON, after=soon.seconds)
    except DomainError as broken:
        return Left(_ending_of(broken), kept_error(broken))
    except Exception as error:
        ending = _ENDED.get(type(error), Ending.BROKE)
        if ending is Ending.BROKE:
            log.exception("job broke")
        return Left(ending)
    return None


def _ending_of(broken: DomainError) -> Ending:
    if is_too_slow(broken):
        return Ending.BROKE
    if isinstance(broken, Unavailable):
        return Ending.AWAY
    return Ending.OVERTAKEN if isinstance(broken, PASSING) else Ending.REFUSED


_ENDED = {LeaseLost: Ending.LEASE_LOST, JobCancelled: Ending.CANCELLED}


class Holder:
    def __init__(self, service: BulkService, pipe: Pipe, begun: Begun) -> None:
        self._service, self._pipe, self._begun = service, pipe, begun
        self._roles, self._clock = Roles.load(), SystemClock()
        self._database = _database(service.name, begun, self._forward)
        self._growth = Growth()
        claimed = begun.claimed
        self._caller = replace(claimed.caller, request_id=claimed.job.id)

    def work_off(self) -> None:
        job = self._begun.claimed.job
        seals = self._database.seals
        assert seals is not None
        self._database.meet(self._begun.claimed.holding.district)
        tools = Tools(self._begun.settings, Catalogue.of_service(self._service.name), self._clock, seals)
        work = self._service.works[job.kind](self._begun.given, tools)
        while True:
            kept = self._step(work, job)
            self._analyze(kept.done)
            if isinstance(kept, Finished) or not self._answer():
                return
            job = replace(job, cursor=kept.cursor, done=kept.done, total=kept.total)

    def _analyze(self, done: int) -> None:
        if self._growth.calls_for_it(done):
            with suppress(DatabaseUnavailable):
                analyze(self._database, self._service.grows)

    def _step(self, work: Work, job: Job) -> Step | Finished:
        for _ in range(TRIES - 1):
            try:
                return self._try_step(work, job)
            except PASSING:
                continue
        return self._try_step(work, job)

    def _try_step(self, work: Work, job: Job) -> Step | Finished:
        begun = self._begun
        work.prepare(job, self._caller)
        run = JobRun(begun.claimed.holding)
        call = step_call(
            self._database,
            self._service.transaction,
            self._roles,
            run,
            caller=self._caller,
            permission=begun.permission,
            action=job.kind,
            now=self._clock.now(),
        )
        try:
            with tracing.after(self._service.name, begun.claimed.trace, job.kind, "internal"):
                kept = work.step(job, call.begin, self._caller)
                run.keep(kept)
                call.commit(None)
        finally:
            call.rollback()
        crash_at("job_after_commit")
        self._pipe.send(Stepped(kept, call.has_recorded))
        return kept

    def _answer(self) -> Any:
        """Raises Gone."""
        with idle():
            return self._pipe.receive()

    def _forward(self, forwarded: Forwarded) -> None:
        self._pipe.send(forwarded)
        trouble = self._answer()
        if trouble is Ending.OVERTAKEN:
            raise Overtaken
        if trouble is not None:
            raise DatabaseUnavailable


def _database(service: str, begun: Begun, forward: Any) -> Database:
    """As the house has it; what would write to an SQLite file is handed over."""
    settings = begun.settings
    database = Database(replace(settings.database, pool=1), service)
    if not database.is_postgresql:
        database.app = database.work_engine = _forwarding(settings, service, forward)
    data_keys = DataKeys(MasterKey.load(settings.keys_dir / MASTER), KeyRowsOf(database))
    database.seals, database.prepare = Seals(data_keys), data_keys.ensure
    database.heard = begun.heard
    return database


def _forwarding(settings: Settings, service: str, forward: Any) -> Forwarding:
    url = settings.database.app.replace("{service}", service)
    return Forwarding(url, pool_wait=settings.database.pool_wait, deliver=forward)
