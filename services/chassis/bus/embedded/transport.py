"""The embedded broker as kombu sees it; kombu finds this module by the scheme's alias."""

from typing import Any

import kombu
from amqp import Connection as AmqpConnection
from kombu.transport import base

from services.chassis.bus.embedded.broker import broker_named
from services.chassis.bus.embedded.channel import Channel
from services.chassis.bus.embedded.connection import Connection


class Transport(base.Transport):
    """Raises py-amqp's errors, so that callers catch the same on both brokers."""

    driver_type = driver_name = "embedded"
    connection_errors = AmqpConnection.connection_errors
    channel_errors = AmqpConnection.channel_errors
    recoverable_connection_errors = AmqpConnection.recoverable_connection_errors
    recoverable_channel_errors = AmqpConnection.recoverable_channel_errors
    implements = base.Transport.implements.extend(exchange_type=frozenset({"direct", "topic", "fanout"}))

    client: kombu.Connection

    def driver_version(self) -> str:
        return "1"

    def establish_connection(self) -> Connection:
        options = self.client.transport_options or {}
        broker = broker_named(self.client.hostname)
        return Connection(broker, self.client, confirm_publish=bool(options.get("confirm_publish")))

    def verify_connection(self, connection: Connection) -> bool:
        return connection.connected

    def create_channel(self, connection: Connection) -> Channel:
        return connection.channel()

    def drain_events(self, connection: Connection, timeout: float | None = None, **_: Any) -> None:
        connection.drain_events(timeout)

    def close_connection(self, connection: Connection) -> None:
        connection.client = None
        connection.close()

    def _collect(self, connection: Connection | None) -> None:
        if connection is not None:
            connection.close()
