"""What a service hears: one connection, one channel for its RPC queue, one for each event queue.

Answers defects 8, 9, 13 and 16: own subscribers with their own prefetch, a stop that first
cancels, then lets work end, then closes; what cannot be decoded is dead-lettered.
"""

from dataclasses import dataclass
from typing import Any

from kombu import Connection
from nameko.extensions import Entrypoint, SharedExtension

from services.chassis.bus import topology
from services.chassis.bus.client import queue_of
from services.chassis.bus.foundation import Foundation
from services.chassis.bus.link import Link

EVENT_PREFETCH = 10


@dataclass
class Subscription:
    queue: str
    prefetch: int
    entrypoint: Entrypoint
    channel: Any = None


class Consumer(SharedExtension):
    """Spawns a worker for each delivery; the worker acks on the channel it came by."""

    def __init__(self) -> None:
        self.subscriptions: dict[str, Subscription] = {}
        self.is_stopping = False
        self.link: Link | None = None

    @property
    def is_up(self) -> bool:
        return self.link is not None and self.link.is_up

    @property
    def foundation(self) -> Foundation:
        foundation: Foundation = self.container.config["linli"]
        return foundation

    def setup(self) -> None:
        self.link = Link(self.foundation.settings.broker, f"{self.foundation.name} consumer", self._set_up)

    def hear(self, queue: str, prefetch: int, entrypoint: Entrypoint) -> None:
        """Before start: each delivery of `queue` becomes a worker of `entrypoint`."""
        self.subscriptions[queue] = Subscription(queue, prefetch, entrypoint)

    def start(self) -> None:
        assert self.link is not None
        self.link.start()

    def cancel(self, queue: str) -> None:
        """No new deliveries from `queue`; what is in hand goes on."""
        self.is_stopping = True
        subscription = self.subscriptions[queue]
        channel, subscription.channel = subscription.channel, None
        if channel is not None and self.is_up:
            channel.basic_cancel(queue, nowait=True)

    def stop(self) -> None:
        if self.link is not None:
            self.link.stop()

    def kill(self) -> None:
        self.stop()

    def _set_up(self, connection: Connection) -> None:
        self.foundation.topology.declare(connection)
        for subscription in self.subscriptions.values():
            if not self.is_stopping:
                self._consume(connection, subscription)

    def _consume(self, connection: Connection, subscription: Subscription) -> None:
        channel = connection.channel()
        channel.basic_qos(0, subscription.prefetch, False)
        if subscription.queue == queue_of(self.foundation.name):
            topology.declare_rpc(channel, subscription.queue)

        def deliver(raw: Any) -> None:
            self.container.spawn_worker(subscription.entrypoint, (Delivery(channel, raw),), {})

        channel.basic_consume(
            queue=subscription.queue, no_ack=False, consumer_tag=subscription.queue, callback=deliver
        )
        subscription.channel = channel


class Delivery:
    """One message in hand, with the channel to answer and ack it on."""

    __slots__ = ("_channel", "_raw", "body")

    def __init__(self, channel: Any, raw: Any) -> None:
        self._channel, self._raw = channel, raw
        self.body: bytes = raw.body if isinstance(raw.body, bytes) else bytes(raw.body, "utf-8")

    @property
    def is_redelivered(self) -> bool:
        headers = self._raw.properties.get("application_headers") or getattr(self._raw, "headers", None) or {}
        return bool(self._raw.delivery_info.get("redelivered") or headers.get("redelivered"))

    def reply(self, body: bytes) -> None:
        """On the consuming channel, before the ack: the broker cannot see the ack without it."""
        properties = self._raw.properties
        if not properties.get("reply_to"):
            return
        message = self._channel.prepare_message(
            body, properties={"correlation_id": properties["correlation_id"], "delivery_mode": 1}
        )
        self._channel.basic_publish(message, exchange="", routing_key=properties["reply_to"])

    def ack(self) -> None:
        self._channel.basic_ack(self._raw.delivery_tag)

    def dead_letter(self) -> None:
        self._channel.basic_reject(self._raw.delivery_tag, requeue=False)

    def give_back(self) -> None:
        self._channel.basic_reject(self._raw.delivery_tag, requeue=True)
