"""A channel's requests about exchanges, queues and bindings; the same words as py-amqp's channel."""

from typing import Any

from amqp import protocol
from kombu.transport.base import to_rabbitmq_queue_arguments

from services.chassis.bus.embedded import refusals
from services.chassis.bus.embedded.line import Line, answered
from services.chassis.bus.embedded.queues import Queue
from services.chassis.bus.embedded.traits import Traits


class Declaring(Line):
    @answered
    def exchange_declare(
        self,
        exchange: str,
        type: str = "direct",
        passive: bool = False,
        durable: bool = False,
        auto_delete: bool = True,
        nowait: bool = False,
        arguments: dict[str, Any] | None = None,
    ) -> None:
        if passive:
            self.held.broker.exchange(exchange)
        else:
            self.held.broker.declare_exchange(exchange, type, durable, auto_delete)

    @answered
    def exchange_delete(self, exchange: str, if_unused: bool = False, nowait: bool = False) -> None:
        standing = self.held.broker.exchanges.get(exchange)
        if standing is not None and if_unused and standing.is_bound:
            raise refusals.precondition_failed(f"exchange '{exchange}' in use")
        self.held.broker.exchanges.pop(exchange, None)

    @answered
    def queue_declare(
        self,
        queue: str = "",
        passive: bool = False,
        durable: bool = False,
        exclusive: bool = False,
        auto_delete: bool = True,
        nowait: bool = False,
        arguments: dict[str, Any] | None = None,
    ) -> protocol.queue_declare_ok_t:
        """Name, messages that are ready, consumers."""
        broker = self.held.broker
        if broker.is_reply_address(queue):
            return protocol.queue_declare_ok_t(queue, 0, 1)
        if passive:
            return _count(self.queue(queue))
        traits = Traits(durable, auto_delete, exclusive, dict(arguments or {}))
        return _count(broker.declare_queue(queue, traits, self.held))

    @answered
    def queue_bind(
        self,
        queue: str,
        exchange: str = "",
        routing_key: str = "",
        nowait: bool = False,
        arguments: dict[str, Any] | None = None,
    ) -> None:
        self.held.broker.exchange(exchange).bind(self.queue(queue), routing_key)

    @answered
    def queue_unbind(
        self,
        queue: str,
        exchange: str,
        routing_key: str = "",
        nowait: bool = False,
        arguments: dict[str, Any] | None = None,
    ) -> None:
        broker = self.held.broker
        broker.unbind(broker.exchange(exchange), self.queue(queue), routing_key)

    @answered
    def queue_delete(
        self, queue: str = "", if_unused: bool = False, if_empty: bool = False, nowait: bool = False
    ) -> int:
        """The number of messages that went with it; a queue that is not there is no error."""
        if queue not in self.held.broker.queues:
            return 0
        standing = self.queue(queue)
        if (if_unused and standing.consumers) or (if_empty and len(standing)):
            raise refusals.precondition_failed(f"queue '{queue}' in use or not empty")
        return self.held.broker.delete_queue(standing)

    @answered
    def queue_purge(self, queue: str = "", nowait: bool = False) -> int:
        return self.queue(queue).purge()

    def prepare_queue_arguments(self, arguments: Any, **options: Any) -> Any:
        return to_rabbitmq_queue_arguments(arguments, **options)


def _count(queue: Queue) -> protocol.queue_declare_ok_t:
    return protocol.queue_declare_ok_t(queue.name, len(queue), len(queue.consumers))
