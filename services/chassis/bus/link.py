"""One broker connection that is always being kept: connect, set up, drain, and again when lost.

Answers defects 2, 4 and 12: nothing waits for a broken connection, and no broken connection
ends the process. Every part of the bus that talks to the broker owns one link.
"""

import logging
import time
from collections.abc import Callable
from typing import Any

import eventlet
from eventlet.event import Event
from kombu import Connection

from services.chassis.bus import amqp, embedded
from services.chassis.settings import BrokerSettings

log = logging.getLogger(__name__)

FIRST_WAIT, LONGEST_WAIT = 0.05, 2.0


class ConnectionLost(Exception):
    """The broker is gone, or has not been heard for two heartbeats."""


class Link:
    """`set_up(connection)` makes channels and consumers; `on_lost()` is told when they are gone."""

    def __init__(
        self,
        broker: BrokerSettings,
        name: str,
        set_up: Callable[[Connection], None],
        on_lost: Callable[[], None] = lambda: None,
    ) -> None:
        self._broker, self._name = broker, name
        self._set_up, self._on_lost = set_up, on_lost
        self._connection: Connection | None = None
        self._loop: Any = None
        self._up = Event()
        self.is_up = False
        self.is_blocked = False
        self._lost_at = time.monotonic()

    @property
    def down_for(self) -> float:
        """Seconds since it was lost, or made; 0 while it stands."""
        return 0.0 if self.is_up else time.monotonic() - self._lost_at

    def start(self) -> None:
        self._lost_at = time.monotonic()
        self._loop = eventlet.spawn(self._keep)

    def stop(self) -> None:
        if self._loop is not None:
            self._loop.kill()
        self._drop()

    def break_off(self, reason: str) -> None:
        """Give the connection up, from any greenlet; the loop makes a new one."""
        if self.is_up and self._loop is not None:
            eventlet.kill(self._loop, ConnectionLost(reason))

    def wait_up(self, seconds: float) -> bool:
        """True as soon as the link stands, False when it does not within `seconds`."""
        if not self.is_up and seconds > 0:
            self._up.wait(timeout=seconds)
        return self.is_up

    def _keep(self) -> None:
        wait = FIRST_WAIT
        while True:
            try:
                self._connect()
                wait = FIRST_WAIT
                self._drain()
            except Exception as lost:
                # Whatever went wrong on a connection, a new connection is the answer.
                log.warning(
                    "broker connection lost", extra={"link": self._name, "error": type(lost).__name__}
                )
            self._drop()
            eventlet.sleep(wait)
            wait = min(wait * 2, LONGEST_WAIT)

    def _connect(self) -> None:
        connection = open_connection(self._broker, self._blocking_notices())
        self._connection = connection
        self._set_up(connection)
        self.is_up = True
        self._up.send(True)

    def _blocking_notices(self) -> dict[str, Any]:
        """RabbitMQ says when it takes no publishes (memory or disk alarm)."""
        if not self._broker.uri.startswith("amqp"):
            return {}
        return {"on_blocked": lambda _: self._blocked(True), "on_unblocked": lambda: self._blocked(False)}

    def _blocked(self, blocked: bool) -> None:
        self.is_blocked = blocked
        log.warning("broker takes publishes: %s", not blocked, extra={"link": self._name})

    def _drain(self) -> None:
        connection = self._connection
        assert connection is not None
        beats = eventlet.spawn(self._beat, connection) if connection.get_heartbeat_interval() else None
        try:
            while True:
                connection.drain_events()
        finally:
            if beats is not None:
                beats.kill()

    def _beat(self, connection: Connection) -> None:
        """In a greenlet of its own: ConsumerMixin beats only when idle (performance.md)."""
        interval = max(self._broker.heartbeat / 4, 0.5)
        while True:
            eventlet.sleep(interval)
            try:
                connection.heartbeat_check()
            except Exception as gone:
                self.break_off(type(gone).__name__)
                return

    def _drop(self) -> None:
        connection, self._connection = self._connection, None
        was_up, self.is_up, self.is_blocked = self.is_up, False, False
        if was_up:
            self._up, self._lost_at = Event(), time.monotonic()
            self._on_lost()
        if connection is not None:
            _close(connection)


def open_connection(broker: BrokerSettings, options: dict[str, Any] | None = None) -> Connection:
    """A standing kombu connection, embedded or RabbitMQ by the address alone."""
    amqp.install()
    embedded.install()
    connection = Connection(broker.uri, heartbeat=broker.heartbeat, connect_timeout=5)
    connection.transport_options = options or {}
    connection.connect()
    return connection


def _close(connection: Connection) -> None:
    try:
        with eventlet.Timeout(1.0) as own:
            connection.release()
    except Exception:
        connection.collect()
    except eventlet.Timeout as late:
        connection.collect()
        if late is not own:
            raise
