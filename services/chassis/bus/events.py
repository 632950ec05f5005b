"""Subscribers: `@on` and `@mirror` as entrypoints of the container."""

import logging
from typing import Any

import eventlet
from nameko.extensions import Entrypoint

from services.chassis import wire
from services.chassis.bus.consumer import EVENT_PREFETCH, Consumer, Delivery
from services.chassis.bus.foundation import Foundation
from services.chassis.bus.hearing import Envelope, Hearer, hear, hear_again
from services.chassis.bus.mirrors import mirror_hearer
from services.chassis.errors import DatabaseUnavailable
from services.chassis.specs import MirrorSpec, OnSpec, listeners_of, mirrors_of
from services.chassis.storage.call import Call

log = logging.getLogger(__name__)

NEEDED = ("id", "type", "district", "data")
FIRST_WAIT, LONGEST_WAIT = 0.2, 5.0


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
        if delivery.is_redelivered:
            with self.foundation.gate.alone():
                settled = self._until_noted(envelope, again=True)
        else:
            with self.foundation.gate.together():
                settled = self._until_noted(envelope, again=False)
        _tell(delivery.ack if settled else delivery.give_back)

    def _until_noted(self, envelope: Envelope, *, again: bool) -> bool:
        """False when the service stops before the database came back."""
        wait = FIRST_WAIT
        while not self._stopping:
            try:
                (hear_again if again else hear)(self.foundation, self.hearer, envelope)
            except DatabaseUnavailable:
                eventlet.sleep(wait)
                wait = min(wait * 2, LONGEST_WAIT)
            else:
                return True
        return False


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
        return mirror_hearer(foundation.service, spec)
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
