"""A Nameko container whose entrypoints come from the specs that the decorators left (specs.py)."""

import logging
from contextlib import suppress
from typing import Any

import eventlet
from nameko.containers import ServiceContainer, WorkerContext
from nameko.extensions import Entrypoint, iter_extensions

from services.chassis.bus.consumer import Consumer
from services.chassis.bus.events import Listener
from services.chassis.bus.foundation import Foundation
from services.chassis.bus.jobs import JobWorker
from services.chassis.bus.parked import ParkedWorker
from services.chassis.bus.rpc_server import RpcServer
from services.chassis.bus.timers import Timer
from services.chassis.specs import MirrorSpec, OnSpec, jobs_of, listeners_of, mirrors_of, timers_of

MAX_WORKERS = "max_workers"
FOUNDATION = "linli"
GIVEN_BACK_AFTER = 3.0
"""Seconds; the queue's delivery limit ends what goes on so."""

log = logging.getLogger(__name__)


class Container(ServiceContainer):
    """Nameko's lifecycle (setup, start, worker pool, stop in order) around our own entrypoints."""

    def __init__(self, foundation: Foundation) -> None:
        config = {MAX_WORKERS: foundation.settings.limits.max_workers, FOUNDATION: foundation}
        super().__init__(foundation.service, config)
        self.foundation = foundation
        for entrypoint, name in _entrypoints(foundation.service):
            self._bind(entrypoint, name)

    def is_listening(self) -> bool:
        """Whether the broker has been told of all its queues."""
        consumers = [ext for ext in self.subextensions if isinstance(ext, Consumer)]
        return all(consumer.is_up for consumer in consumers)

    def _bind(self, entrypoint: Entrypoint, name: str) -> None:
        bound = entrypoint.bind(self.interface, name)
        self.entrypoints.add(bound)
        self.subextensions.update(iter_extensions(bound))

    def _run_worker(self, worker_ctx: WorkerContext, _handle_result: Any) -> None:
        """The entrypoint answers for every exception of its method; for one of its own, Nameko would end
        the whole service."""
        try:
            worker_ctx.entrypoint.run(worker_ctx.service, *worker_ctx.args)
        except Exception:
            log.exception("delivery neither handled nor set aside")
            [delivery] = worker_ctx.args
            eventlet.sleep(GIVEN_BACK_AFTER)
            with suppress(Exception):  # a lost connection gives it back by itself
                delivery.give_back()


def _entrypoints(service: type) -> list[tuple[Entrypoint, str]]:
    specs: list[OnSpec | MirrorSpec] = [*listeners_of(service), *mirrors_of(service)]
    heard = [(Listener(spec), spec.name) for spec in specs]
    timers = [(Timer(spec), spec.name) for spec in timers_of(service)]
    parked = [(ParkedWorker(), "parked")] if heard else []
    working = [(JobWorker(), "jobs")] if jobs_of(service) else []
    return [(RpcServer(), "rpc"), *heard, *timers, *parked, *working]
