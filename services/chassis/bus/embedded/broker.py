"""The broker: exchanges, queues, addresses for direct replies, and word of what is settled (D8)."""

from collections import defaultdict
from collections.abc import Callable
from uuid import uuid4

from services.chassis.bus.embedded import refusals
from services.chassis.bus.embedded.exchanges import KINDS, Exchange
from services.chassis.bus.embedded.messages import Copy, Publication
from services.chassis.bus.embedded.queues import Consumer, Queue
from services.chassis.bus.embedded.traits import Traits

REPLY_TO = "amq.rabbitmq.reply-to"

Settled = Callable[[str], None]


class Broker:
    def __init__(self) -> None:
        self.exchanges: dict[str, Exchange] = {
            f"amq.{kind}": exchange(f"amq.{kind}", durable=True, auto_delete=False)
            for kind, exchange in KINDS.items()
        }
        self.queues: dict[str, Queue] = {}
        self._reply_consumers: dict[str, Consumer] = {}
        self._listeners: list[Settled] = []

    def on_settled(self, callback: Settled) -> Callable[[], None]:
        """`callback(message_id)` once no queue holds a copy of that message any more.

        A copy is settled by its ack, or when it is rejected, expired, purged or deleted with its
        queue; a message that no queue took settles at once. The callback only notes it: it must
        neither wait nor raise. Call what is returned to hear no more.
        """
        self._listeners.append(callback)
        return lambda: self._listeners.remove(callback)

    def publish(self, publication: Publication) -> bool:
        """Whether any queue took it. A direct reply is taken by no queue, as on RabbitMQ."""
        queues = self._route(publication.exchange, publication.routing_key)
        publication.outstanding = len(queues)
        if not queues:
            self._reply(publication)
            self._report(publication)
        for queue in queues:
            queue.put(publication)
        return bool(queues)

    def settle(self, copy: Copy) -> None:
        publication = copy.publication
        publication.outstanding -= 1
        if publication.outstanding == 0:
            self._report(publication)

    def set_aside(self, copy: Copy, queue: Queue, reason: str) -> None:
        arguments = queue.traits.arguments
        exchange = self.exchanges.get(arguments.get("x-dead-letter-exchange", ""))
        if exchange is not None:
            key = arguments.get("x-dead-letter-routing-key", copy.publication.routing_key)
            self.publish(copy.publication.as_dead_letter(exchange.name, key, queue.name, reason))

    def exchange(self, name: str) -> Exchange:
        if name not in self.exchanges:
            raise refusals.not_found(f"no exchange '{name}'")
        return self.exchanges[name]

    def declare_exchange(self, name: str, kind: str, durable: bool, auto_delete: bool) -> None:
        if kind not in KINDS:
            raise refusals.command_invalid(f"unknown exchange type '{kind}'")
        exchange = self.exchanges.setdefault(name, KINDS[kind](name, durable, auto_delete))
        if exchange.traits != (kind, durable, auto_delete):
            raise refusals.precondition_failed(f"inequivalent arg for exchange '{name}': {exchange.traits}")

    def unbind(self, exchange: Exchange, queue: Queue, key: str) -> None:
        exchange.unbind(queue, key)
        if exchange.auto_delete and not exchange.is_bound:
            self.exchanges.pop(exchange.name, None)

    def queue(self, name: str, asker: object) -> Queue:
        queue = self.queues.get(name)
        if queue is None:
            raise refusals.not_found(f"no queue '{name}'")
        if queue.traits.exclusive and queue.owner is not asker:
            raise refusals.resource_locked(f"queue '{name}' belongs to another connection")
        return queue

    def declare_queue(self, name: str, traits: Traits, asker: object) -> Queue:
        name = name or f"amq.gen-{uuid4().hex}"
        if name not in self.queues:
            self.queues[name] = Queue(self, name, traits, asker)
        queue = self.queue(name, asker)
        if queue.traits != traits:
            raise refusals.precondition_failed(f"inequivalent arg for queue '{name}': {queue.traits}")
        return queue

    def delete_queue(self, queue: Queue) -> int:
        """How many messages went with it; consumers that are left are told."""
        self.queues.pop(queue.name, None)
        queue.is_deleted = True
        for exchange in list(self.exchanges.values()):
            self._forget(exchange, queue)
        while queue.consumers:
            consumer = queue.consumers.popleft()
            consumer.channel.cancelled(consumer)
        return queue.purge()

    def add_reply_consumer(self, consumer: Consumer) -> str:
        """The address that replies to this consumer are published to."""
        address = f"{REPLY_TO}.{uuid4().hex}"
        self._reply_consumers[address] = consumer
        return address

    def remove_reply_consumer(self, address: str) -> None:
        self._reply_consumers.pop(address, None)

    def is_reply_address(self, name: str) -> bool:
        return name == REPLY_TO or name in self._reply_consumers

    def _route(self, exchange: str, key: str) -> tuple[Queue, ...]:
        if exchange:
            return self.exchange(exchange).route(key)
        queue = self.queues.get(key)
        return (queue,) if queue is not None else ()

    def _reply(self, publication: Publication) -> None:
        consumer = None if publication.exchange else self._reply_consumers.get(publication.routing_key)
        if consumer is not None:
            consumer.channel.push(consumer, Copy(publication))

    def _report(self, publication: Publication) -> None:
        if publication.message_id is not None:
            for listener in self._listeners:
                listener(publication.message_id)

    def _forget(self, exchange: Exchange, queue: Queue) -> None:
        was_bound = exchange.is_bound
        exchange.forget(queue)
        if exchange.auto_delete and was_bound and not exchange.is_bound:
            self.exchanges.pop(exchange.name, None)


_brokers: defaultdict[str, Broker] = defaultdict(Broker)


def broker_named(name: str | None) -> Broker:
    return _brokers[name or ""]
