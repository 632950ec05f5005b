"""A queue: copies in order of position, and the consumers that they are pushed to."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import count
from typing import TYPE_CHECKING, Any

from services.chassis.bus.embedded import refusals
from services.chassis.bus.embedded.messages import Copy, Publication
from services.chassis.bus.embedded.traits import Traits

if TYPE_CHECKING:
    from services.chassis.bus.embedded.broker import Broker
    from services.chassis.bus.embedded.consuming import Consuming


@dataclass(eq=False, slots=True)
class Consumer:
    """`prefetch` 0 is no limit; `queue` None is a direct reply-to consumer."""

    tag: str
    channel: "Consuming"
    queue: "Queue | None"
    callback: Any
    on_cancel: Any
    prefetch: int
    no_ack: bool
    is_exclusive: bool
    in_hand: int = 0

    @property
    def has_room(self) -> bool:
        return not self.prefetch or self.in_hand < self.prefetch


class Queue:
    """Between two calls either nothing is ready or no consumer has room."""

    def __init__(self, broker: "Broker", name: str, traits: Traits, owner: object) -> None:
        self.broker = broker
        self.name = name
        self.traits = traits
        self.owner = owner
        self.is_deleted = False
        self.consumers: deque[Consumer] = deque()
        self._ready: list[tuple[int, Copy]] = []
        self._positions = count()
        self._ttl: int | None = traits.arguments.get("x-message-ttl")
        self._return_limit: int | None = traits.arguments.get("x-delivery-limit")

    def __len__(self) -> int:
        self._first()
        return len(self._ready)

    def put(self, publication: Publication) -> None:
        copy = Copy(publication, self, next(self._positions), self._shorter_ttl(publication.ttl))
        consumer = None if self._ready else self._next_with_room()
        if consumer is not None:
            consumer.channel.push(consumer, copy)
        else:
            heappush(self._ready, (copy.position, copy))

    def take(self) -> Copy | None:
        copy = self._first()
        if copy is not None:
            heappop(self._ready)
        return copy

    def take_back(self, copies: Iterable[Copy]) -> None:
        """Each to its old place, all before any is pushed again."""
        for copy in copies:
            if self.is_deleted:
                self.broker.settle(copy)
            elif self._return_limit is not None and copy.returns > self._return_limit:
                self.bury(copy, "delivery_limit")
            else:
                heappush(self._ready, (copy.position, copy))
        self.dispatch()

    def add(self, consumer: Consumer) -> None:
        if self.consumers and (consumer.is_exclusive or self.consumers[0].is_exclusive):
            raise refusals.access_refused(f"queue '{self.name}' in exclusive use")
        self.consumers.append(consumer)
        self.dispatch()

    def remove(self, consumer: Consumer) -> None:
        if consumer in self.consumers:
            self.consumers.remove(consumer)
            if self.traits.auto_delete and not self.consumers:
                self.broker.delete_queue(self)

    def dispatch(self) -> None:
        while self._first() is not None:
            consumer = self._next_with_room()
            if consumer is None:
                return
            consumer.channel.push(consumer, heappop(self._ready)[1])

    def purge(self) -> int:
        dropped, self._ready = self._ready, []
        for _, copy in dropped:
            self.broker.settle(copy)
        return len(dropped)

    def bury(self, copy: Copy, reason: str) -> None:
        """Rejected, expired or given back too often: to the dead-letter exchange, if there is one."""
        self.broker.set_aside(copy, self, reason)
        self.broker.settle(copy)

    def _first(self) -> Copy | None:
        while self._ready:
            copy = self._ready[0][1]
            if not copy.is_expired:
                return copy
            heappop(self._ready)
            self.bury(copy, "expired")
        return None

    def _next_with_room(self) -> Consumer | None:
        """By turns."""
        for _ in range(len(self.consumers)):
            consumer = self.consumers[0]
            self.consumers.rotate(-1)
            if consumer.has_room:
                return consumer
        return None

    def _shorter_ttl(self, ttl: int | None) -> int | None:
        return ttl if self._ttl is None else self._ttl if ttl is None else min(ttl, self._ttl)
