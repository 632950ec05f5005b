"""Exchanges and queues, declared whole at start by every service (D6, defect 7, 8, 17).

Queue names are API: `services/chassis/topology.json` is made from the contracts and guarded
by a golden test.
"""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from kombu import Connection

from services.chassis import wire

EXCHANGE = "linli.events"
DEAD_LETTERS = "linli.dead-letters"
DELIVERY_LIMIT = 100
"""Only a fuse: crashing handlers are set aside by their attempt notes long before (D7)."""
FILE = Path(__file__).parents[1] / "topology.json"


@dataclass(frozen=True)
class Binding:
    queue: str
    routing_key: str
    service: str


@dataclass(frozen=True)
class Topology:
    bindings: tuple[Binding, ...]

    @classmethod
    def load(cls, file: Path = FILE) -> "Topology":
        listed = wire.loads(file.read_bytes())["queues"]
        return cls(tuple(Binding(q["queue"], q["routing_key"], q["service"]) for q in listed))

    @cached_property
    def heard(self) -> frozenset[str]:
        """The event types that somebody listens to."""
        return frozenset(binding.routing_key for binding in self.bindings)

    def declare(self, connection: Connection) -> None:
        channel = connection.channel()
        channel.exchange_declare(exchange=EXCHANGE, type="topic", durable=True, auto_delete=False)
        channel.exchange_declare(exchange=DEAD_LETTERS, type="fanout", durable=True, auto_delete=False)
        declare_quorum(channel, DEAD_LETTERS, dead_letters=False)
        channel.queue_bind(queue=DEAD_LETTERS, exchange=DEAD_LETTERS, routing_key="")
        for binding in self.bindings:
            declare_quorum(channel, binding.queue)
            channel.queue_bind(queue=binding.queue, exchange=EXCHANGE, routing_key=binding.routing_key)
        channel.close()


def declare_quorum(channel: Any, queue: str, *, dead_letters: bool = True) -> None:
    arguments: dict[str, object] = {"x-queue-type": "quorum"}
    if dead_letters:
        arguments |= {"x-delivery-limit": DELIVERY_LIMIT, "x-dead-letter-exchange": DEAD_LETTERS}
    channel.queue_declare(queue=queue, durable=True, auto_delete=False, arguments=arguments)


def declare_rpc(channel: Any, queue: str) -> None:
    """Transient and auto-delete: without a consumer there is no queue, and `mandatory` tells (D7)."""
    channel.queue_declare(queue=queue, durable=False, auto_delete=True)
