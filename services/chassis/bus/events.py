"""Subscribers: `@on` and `@mirror` as entrypoints of the container."""

import logging
from collections.abc import Callable
from typing import Any, TypeVar

import eventlet
from nameko.extensions import Entrypoint

from services.chassis import wire
from services.chassis.bus.consumer import EVENT_PREFETCH, Consumer, Delivery
from services.chassis.bus.foundation import Foundation
from services.chassis.bus.hearing import Envelope, Hearer, begin_again, did_not_end, hear
from services.chassis.bus.mirrors import mirror_hearer
from services.chassis.errors import DatabaseUnavailable
from services.chassis.specs import MirrorSpec, OnSpec, listeners_of, mirrors_of
from services.chassis.storage.call import Call

log = logging.getLogger(__name__)

NEEDED = ("id", "type", "district", "data")
FIRST_WAIT, LONGEST_WAIT = 0.2, 5.0
OTHERS_COME = 1.0
"""Seconds in which what was redelivered with it has reached the gate."""

T = TypeVar("T")


class Listener(Entrypoint):
    """One a handler: its own queue, its own prefetch."""

    consumer = Consumer()

    def __init__(self, spec: OnSpec | MirrorSpec) -> None:
        self.spec = spec
        self._stopping = False

    def setup(self) -> None:
        self.foundation: Foundation = self.container.config["linli"]
        self.hearer = hearer_of(self.foundation, self.spec)
        self.queue = event_queue(self.foundation.name, self.spec.name)
        self.consumer.hear(self.queue, EVENT_PREFETCH, self)

    def stop(self) -> None:
        self._stopping = True
        self.consumer.cancel(self.queue)

    def run(self, _service: Any, delivery: Delivery) -> None:
        try:
            envelope = decoded(delivery.body)
        except (ValueError, TypeError):
            log.error("event not understood", extra={"handler": self.hearer.name})
            _tell(delivery.dead_letter)
            return
        self.foundation.delivered[self.queue] = str(envelope.get("time", ""))
        is_settled = self._again(envelope) if delivery.is_redelivered else self._first(envelope)
        _tell(delivery.ack if is_settled else delivery.give_back)

    def _first(self, envelope: Envelope) -> bool:
        """False when the service stops before it could be noted."""
        with self.foundation.gate.together():
            return self._insist(hear, envelope) is not None

    def _again(self, envelope: Envelope) -> bool:
        """Alone, noted as an attempt once; one that has ended a process alone lets the others go first."""
        is_suspect = bool(self._insist(did_not_end, envelope))
        if is_suspect:
            eventlet.sleep(OTHERS_COME)
        with self.foundation.gate.alone(last=is_suspect):
            begun = self._insist(begin_again, envelope)
            return begun is False or (begun is True and self._insist(hear, envelope) is not None)

    def _insist(self, step: Callable[[Foundation, Hearer, Envelope], T], envelope: Envelope) -> T | None:
        """Until the database is there; None when the service stops before that."""
        wait = FIRST_WAIT
        while not self._stopping:
            try:
                return step(self.foundation, self.hearer, envelope)
            except DatabaseUnavailable:
                eventlet.sleep(wait)
                wait = min(wait * 2, LONGEST_WAIT)
        return None


def event_queue(service: str, handler: str) -> str:
    return f"events.{service}.{handler}"


def decoded(body: bytes) -> Envelope:
    """Raises ValueError for what is not one of our envelopes."""
    envelope = wire.loads(body)
    if not isinstance(envelope, dict) or any(name not in envelope for name in NEEDED):
        raise ValueError("not an envelope")
    return envelope


def hearer_of(foundation: Foundation, spec: OnSpec | MirrorSpec) -> Hearer:
    if isinstance(spec, MirrorSpec):
        return mirror_hearer(foundation, spec)
    method, schema = getattr(foundation.service, spec.name), spec.reads

    def apply(service: Any, envelope: Envelope, call: Call) -> None:
        method(service, schema.load(envelope["data"]), call.caller)

    return Hearer(spec.name, apply)


def hearers_of(foundation: Foundation) -> dict[str, Hearer]:
    """By name, for the worker that tries parked events again."""
    heard = listeners_of(foundation.service)
    specs: list[OnSpec | MirrorSpec] = [*heard, *mirrors_of(foundation.service)]
    return {spec.name: hearer_of(foundation, spec) for spec in specs}


def _tell(broker: Any) -> None:
    """A lost connection gives the message back by itself."""
    try:
        broker()
    except Exception as lost:
        log.warning("ack not sent", extra={"error": type(lost).__name__})
