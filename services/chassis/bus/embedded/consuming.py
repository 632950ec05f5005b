"""A channel's consumers, that of direct replies included."""

from collections.abc import Callable
from itertools import count
from typing import TYPE_CHECKING, Any

from amqp import spec
from amqp.exceptions import ConsumerCancelled

from services.chassis.bus.embedded import refusals
from services.chassis.bus.embedded.broker import REPLY_TO
from services.chassis.bus.embedded.line import answered
from services.chassis.bus.embedded.publishing import Publishing
from services.chassis.bus.embedded.queues import Consumer
from services.chassis.bus.embedded.settling import Settling

if TYPE_CHECKING:
    from services.chassis.bus.embedded.connection import Connection


class Consuming(Settling, Publishing):
    def __init__(self, connection: "Connection", channel_id: int) -> None:
        super().__init__(connection, channel_id)
        self.no_ack_consumers: set[str] = set()  # type: ignore[assignment]
        self._consumers: dict[str, Consumer] = {}
        self._names = count(1)
        self._prefetch = 0

    def basic_qos(self, prefetch_size: int, prefetch_count: int, a_global: bool) -> None:
        """For each consumer that this channel starts from now on."""
        _ = self.held
        if a_global:
            raise refusals.not_implemented("a prefetch that consumers share")
        self._prefetch = prefetch_count

    @answered
    def basic_consume(
        self,
        queue: str = "",
        consumer_tag: str = "",
        no_local: bool = False,
        no_ack: bool = False,
        exclusive: bool = False,
        nowait: bool = False,
        callback: Callable[[Any], Any] | None = None,
        arguments: dict[str, Any] | None = None,
        on_cancel: Callable[[str], Any] | None = None,
    ) -> str:
        tag = consumer_tag or f"amq.ctag-{self.channel_id}.{next(self._names)}"
        if tag in self._consumers:
            raise refusals.not_allowed(f"attempt to reuse consumer tag '{tag}'")
        source = None if queue == REPLY_TO else self.queue(queue)
        prefetch = 0 if no_ack else self._prefetch
        consumer = Consumer(tag, self, source, callback, on_cancel, prefetch, no_ack, exclusive)
        if source is None:
            self._listen_for_replies(consumer)
        else:
            source.add(consumer)
        self._consumers[tag] = consumer
        if no_ack:
            self.no_ack_consumers.add(tag)
        return tag

    def basic_cancel(self, consumer_tag: str, nowait: bool = False) -> None:
        """What was on its way to this consumer, and not handed over yet, goes back at once."""
        consumer = self._consumers.get(consumer_tag)
        if consumer is not None:
            self._end(consumer)
            self.give_back_unseen(consumer)

    def cancelled(self, consumer: Consumer) -> None:
        """Its queue was deleted."""
        self._forget(consumer)
        self.post(self._tell_cancelled, consumer)

    def bare(self) -> None:
        for consumer in list(self._consumers.values()):
            self._end(consumer)
        self.give_back_all()
        self.stop_confirming()

    def _end(self, consumer: Consumer) -> None:
        self._forget(consumer)
        if consumer.queue is not None:
            consumer.queue.remove(consumer)
        elif self.reply_address is not None:
            self.held.broker.remove_reply_consumer(self.reply_address)
            self.reply_address = None

    def _forget(self, consumer: Consumer) -> None:
        del self._consumers[consumer.tag]
        self.no_ack_consumers.discard(consumer.tag)

    def _listen_for_replies(self, consumer: Consumer) -> None:
        if not consumer.no_ack:
            raise refusals.precondition_failed("reply consumer cannot acknowledge")
        if self.reply_address is not None:
            raise refusals.precondition_failed("reply consumer already set")
        self.reply_address = self.held.broker.add_reply_consumer(consumer)

    def _tell_cancelled(self, consumer: Consumer) -> None:
        if consumer.on_cancel is None:
            raise ConsumerCancelled(consumer.tag, spec.Basic.Cancel)
        consumer.on_cancel(consumer.tag)
