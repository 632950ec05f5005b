"""A desk at a broker: what it opens and declares is gone when it closes."""

from typing import Any
from uuid import uuid4

from kombu import Connection

from tests.chassis.bus.line import Line, Listener, eventually

__all__ = ["Desk", "Line", "Listener", "eventually", "publish"]


class Desk:
    def __init__(self, uri: str) -> None:
        self.uri = uri
        self._prefix = uuid4().hex[:8]
        self._lines: list[Line] = []
        self._queues: list[str] = []
        self._exchanges: list[str] = []
        self.channel: Any = self.line().channel

    def name(self, word: str) -> str:
        """A name that no other test uses."""
        return f"{self._prefix}.{word}"

    def line(self, **options: Any) -> "Line":
        line = Line(self.uri, options)
        self._lines.append(line)
        return line

    def queue(self, word: str = "work", **traits: Any) -> str:
        """A declared queue; it outlives its consumers unless told otherwise."""
        name = self.name(word)
        self.channel.queue_declare(queue=name, **{"auto_delete": False, **traits})
        self._queues.append(name)
        return name

    def exchange(self, kind: str) -> str:
        name = self.name(kind)
        self.channel.exchange_declare(exchange=name, type=kind, auto_delete=False)
        self._exchanges.append(name)
        return name

    def publish(self, routing_key: str, *bodies: object, **options: Any) -> None:
        publish(self.channel, routing_key, *bodies, **options)

    def waiting_in(self, queue: str) -> int:
        return int(self.channel.queue_declare(queue=queue, passive=True).message_count)

    def consumers_of(self, queue: str) -> int:
        return int(self.channel.queue_declare(queue=queue, passive=True).consumer_count)

    def close(self) -> None:
        for line in self._lines:
            line.hush()
        for line in self._lines:
            line.close()
        with Connection(self.uri) as connection:
            channel: Any = connection.channel()
            for queue in self._queues:
                channel.queue_delete(queue=queue)
            for exchange in self._exchanges:
                channel.exchange_delete(exchange=exchange)


def publish(
    channel: Any,
    routing_key: str,
    *bodies: object,
    exchange: str = "",
    mandatory: bool = False,
    headers: dict[str, Any] | None = None,
    **properties: Any,
) -> None:
    for body in bodies:
        message = channel.prepare_message(str(body).encode(), headers=headers, properties=properties)
        channel.basic_publish(message, exchange=exchange, routing_key=routing_key, mandatory=mandatory)
