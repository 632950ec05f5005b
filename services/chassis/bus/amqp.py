"""RabbitMQ through kombu, with a channel that may publish while it consumes."""

from typing import Any

import amqp
from amqp import spec
from amqp.exceptions import RecoverableConnectionError
from kombu.transport import TRANSPORT_ALIASES, pyamqp


class Channel(pyamqp.Channel):
    """py-amqp reads the socket inside basic_publish: a second reader beside the consuming greenlet."""

    def basic_publish(  # type: ignore[override]
        self, msg: Any, exchange: str = "", routing_key: str = "", mandatory: bool = False, **_: Any
    ) -> None:
        if not self.connection:
            raise RecoverableConnectionError("basic_publish: connection closed")
        self.send_method(spec.Basic.Publish, "Bssbb", (0, exchange, routing_key, mandatory, False), msg)


class Connection(pyamqp.Connection):
    Channel = Channel


class Transport(pyamqp.Transport):
    Connection = Connection


def install() -> None:
    """Make every `amqp://` connection of this process one of ours."""
    TRANSPORT_ALIASES["amqp"] = f"{__name__}:Transport"
    assert amqp.Channel._basic_publish is not None  # the method that Channel stands in for
