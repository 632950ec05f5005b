"""The broker after a restore: whatever waits in its queues is of a past that is no more (T13)."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from amqp.exceptions import NotFound
from kombu import Connection

from services.chassis.bus.client import queue_of
from services.chassis.bus.topology import DEAD_LETTERS, Topology
from services.chassis.settings import BrokerSettings


def running(broker: BrokerSettings, services: Iterable[str]) -> list[str]:
    """Those of them that somebody runs: their queue is there as long as they are."""
    with _connected(broker) as connection:
        return [service for service in services if _is_there(connection, queue_of(service))]


def empty_queues(broker: BrokerSettings, topology: Topology) -> int:
    """How many messages were in them. Queues that are missing are declared."""
    with _connected(broker) as connection:
        topology.declare(connection)
        channel = connection.channel()
        queues = {binding.queue for binding in topology.bindings} | {DEAD_LETTERS}
        return sum(int(channel.queue_purge(queue=queue)) for queue in sorted(queues))


def _is_there(connection: Connection, queue: str) -> bool:
    channel: Any = connection.channel()
    try:
        channel.queue_declare(queue=queue, passive=True)
    except NotFound:
        return False
    channel.close()
    return True


@contextmanager
def _connected(broker: BrokerSettings) -> Iterator[Connection]:
    """Without our transport, which needs the hub: this is done where nothing is green."""
    connection = Connection(broker.uri, connect_timeout=5)
    try:
        yield connection
    finally:
        connection.release()
