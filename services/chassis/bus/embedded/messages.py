"""A message inside the broker: published once, one copy a queue, a delivery each time it is sent."""

import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from services.chassis.bus.embedded.queues import Consumer, Queue
    from services.chassis.bus.embedded.settling import Settling


class Publication:
    """What its copies share; `outstanding` counts the copies that are not settled yet."""

    __slots__ = ("body", "exchange", "message_id", "outstanding", "properties", "routing_key", "ttl")

    def __init__(self, body: bytes, properties: dict[str, Any], exchange: str, routing_key: str) -> None:
        self.body = body
        self.properties = properties
        self.exchange = exchange
        self.routing_key = routing_key
        self.message_id: str | None = properties.get("message_id")
        self.ttl = int(properties["expiration"]) if "expiration" in properties else None
        self.outstanding = 0

    def as_dead_letter(self, exchange: str, routing_key: str, queue: str, reason: str) -> "Publication":
        """The same message set aside: it expires no more, and its settling is nobody's news."""
        story = {
            "x-first-death-queue": queue,
            "x-first-death-reason": reason,
            "x-first-death-exchange": self.exchange,
        }
        properties = {name: value for name, value in self.properties.items() if name != "expiration"}
        properties["application_headers"] = story | self.properties.get("application_headers", {})
        letter = Publication(self.body, properties, exchange, routing_key)
        letter.message_id = None
        return letter


class Copy:
    """One queue's copy; its position is kept when it comes back. A direct reply has no queue."""

    __slots__ = ("expires_at", "is_redelivered", "position", "publication", "queue", "returns")

    def __init__(
        self,
        publication: Publication,
        queue: "Queue | None" = None,
        position: int = 0,
        ttl: int | None = None,
    ) -> None:
        self.publication = publication
        self.queue = queue
        self.position = position
        self.expires_at = None if ttl is None else time.monotonic() + ttl / 1000
        self.is_redelivered = False
        self.returns = 0

    @property
    def is_expired(self) -> bool:
        return self.expires_at is not None and self.expires_at <= time.monotonic()


class Delivery:
    """A copy on its way to a channel, and in that channel's hands until it is settled."""

    __slots__ = ("channel", "consumer", "copy", "is_handed_over", "tag")

    def __init__(self, channel: "Settling", consumer: "Consumer | None", copy: Copy, tag: int) -> None:
        self.channel = channel
        self.consumer = consumer
        self.copy = copy
        self.tag = tag
        self.is_handed_over = False

    def happen(self) -> bool:
        return self.channel.hand_over(self)
