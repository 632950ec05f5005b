"""Tokens called back are told to every process each second, whole (D13).

The service that grants tells; nobody asks. Who has just started, or was cut off, knows all of it a second
later, and a list costs as much for a hundred processes as for one.
"""

import logging
import threading
from typing import Any

import eventlet
from kombu import Connection

from services.chassis import wire
from services.chassis.bus.foundation import Foundation
from services.chassis.bus.link import Link
from services.chassis.called_back import CalledBack
from services.chassis.ids import new_id
from services.chassis.settings import BrokerSettings
from services.chassis.storage import revocations

log = logging.getLogger(__name__)

EXCHANGE = "linli.called-back"
EVERY = 1.0
"""Seconds."""


class Crier:
    """In each process of the service that grants."""

    def __init__(self, foundation: Foundation) -> None:
        self._foundation = foundation
        self._link = Link(foundation.settings.broker, f"{foundation.name} crier", self._set_up)
        self._stopping = threading.Event()
        self._channel: Any = None
        self._loop: Any = None
        self._has_told = False

    def start(self) -> None:
        self._link.start()
        self._loop = eventlet.spawn(self._run)

    def stop(self) -> None:
        self._stopping.set()
        if self._loop is not None:
            self._loop.wait()
        self._link.stop()

    def _run(self) -> None:
        while not self._stopping.wait(EVERY):
            try:
                self.tell()
            except Exception as lost:
                log.warning("called back tokens not told", extra={"error": type(lost).__name__})

    def tell(self) -> None:
        """An empty list is told once, and then no more."""
        foundation = self._foundation
        with foundation.database.look() as rows:
            newest = revocations.newest(rows, foundation.clock.now())
        if (newest or self._has_told) and self._link.is_up:
            told = [(each.district, each.principal, each.version) for each in newest]
            message = self._channel.prepare_message(wire.dumps(told), properties={"delivery_mode": 1})
            self._channel.basic_publish(message, exchange=EXCHANGE, routing_key="")
            self._has_told = bool(newest)

    def _set_up(self, connection: Connection) -> None:
        self._channel = connection.channel()
        _declare(self._channel)


class Listening:
    """A part of every process that looks at tokens; `called_back` is what its verifiers ask.

    Who hears several houses gives the same one to the ear for each, with a `teller` of its own.
    """

    name = "called back tokens"

    def __init__(
        self, broker: BrokerSettings, called_back: CalledBack | None = None, teller: str = ""
    ) -> None:
        self.called_back, self._teller = called_back or CalledBack(), teller
        self._link = Link(broker, self.name, self._set_up)

    def start(self) -> None:
        self._link.start()

    def stop(self) -> None:
        self._link.stop()

    def is_ready(self) -> bool:
        return self._link.is_up

    def _set_up(self, connection: Connection) -> None:
        channel, queue = connection.channel(), f"{EXCHANGE}.{new_id()}"
        _declare(channel)
        channel.queue_declare(queue=queue, durable=False, exclusive=True, auto_delete=True)
        channel.queue_bind(queue=queue, exchange=EXCHANGE, routing_key="")
        channel.basic_consume(queue=queue, no_ack=True, consumer_tag=queue, callback=self._hear)

    def _hear(self, message: Any) -> None:
        self.called_back.hear(
            [(district, who, version) for district, who, version in wire.loads(message.body)], self._teller
        )


def _declare(channel: Any) -> None:
    channel.exchange_declare(exchange=EXCHANGE, type="fanout", durable=False, auto_delete=False)
