"""How many messages wait in a service's queues: passive declares tell it, on a line of their own.

A line that others read is not asked on: two that wait for answers on one would take each other's.
"""

import time
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

import eventlet
from amqp.exceptions import NotFound
from kombu import Connection

from services.chassis.bus.client import queue_of
from services.chassis.bus.link import open_connection
from services.chassis.bus.topology import DEAD_LETTERS, Topology
from services.chassis.figures import QueueFigure
from services.chassis.settings import BrokerSettings

WITHIN = 1.0
"""Seconds for all queues together."""


class QueueWatch:
    """`delivered` tells by queue when its last delivered event was recorded (ISO)."""

    def __init__(
        self, broker: BrokerSettings, service: str, topology: Topology, delivered: Mapping[str, str]
    ) -> None:
        self._broker, self._delivered = replace(broker, heartbeat=0), delivered
        own = [binding.queue for binding in topology.bindings if binding.service == service]
        self._names = list(dict.fromkeys([queue_of(service), *own, DEAD_LETTERS]))
        self._empty_at = dict.fromkeys(self._names, time.time())
        self._connection: Connection | None = None
        self._channel: Any = None

    def look(self) -> tuple[QueueFigure, ...] | None:
        """None when the broker does not say it in time."""
        try:
            with eventlet.Timeout(WITHIN) as own:
                return tuple(self._seen(name) for name in self._names)
        except Exception:
            self.close()
        except eventlet.Timeout as late:
            self.close()
            if late is not own:
                raise
        return None

    def close(self) -> None:
        connection, self._connection, self._channel = self._connection, None, None
        if connection is not None:
            connection.collect()

    def _seen(self, name: str) -> QueueFigure:
        depth, consumers = self._counted(name)
        now = time.time()
        if not depth:
            self._empty_at[name] = now
        since = max(self._empty_at[name], _unix(self._delivered.get(name)))
        return QueueFigure(name, depth, consumers, max(now - since, 0.0) if depth else 0.0)

    def _counted(self, name: str) -> tuple[int, int]:
        """A queue that is not there has nothing in it, and nobody who hears it."""
        if self._channel is None:
            self._connection = self._connection or open_connection(self._broker)
            self._channel = self._connection.channel()
        try:
            told = self._channel.queue_declare(queue=name, passive=True)
        except NotFound:
            self._channel = None
            return 0, 0
        return int(told[1]), int(told[2])


def _unix(recorded: str | None) -> float:
    return datetime.fromisoformat(recorded).timestamp() if recorded else 0.0
