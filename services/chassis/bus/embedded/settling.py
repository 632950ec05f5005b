"""What a channel was sent and has not settled yet: in its hands, to ack, reject or give back."""

from collections.abc import Iterable
from itertools import count
from typing import TYPE_CHECKING, Any

from amqp.basic_message import Message

from services.chassis.bus.embedded import refusals
from services.chassis.bus.embedded.line import Line, answered, unanswered
from services.chassis.bus.embedded.messages import Copy, Delivery
from services.chassis.bus.embedded.queues import Consumer

if TYPE_CHECKING:
    from services.chassis.bus.embedded.connection import Connection


class Settling(Line):
    """`auto_decode` as py-amqp's: a body with a content encoding arrives as text."""

    auto_decode = True

    def __init__(self, connection: "Connection", channel_id: int) -> None:
        super().__init__(connection, channel_id)
        self._in_hand: dict[int, Delivery] = {}
        self._tags = count(1)

    @unanswered
    def basic_ack(self, delivery_tag: int, multiple: bool = False) -> None:
        """`multiple`: this one and all before it; tag 0 is all."""
        settled = self._named(delivery_tag, multiple)
        for delivery in settled:
            self._let_go(delivery)
            self._settle(delivery.copy)
        _go_on(settled)

    @unanswered
    def basic_reject(self, delivery_tag: int, requeue: bool) -> None:
        """Without `requeue` the message is dead-lettered, if its queue says where to."""
        rejected = self._named(delivery_tag, multiple=False)
        if requeue:
            self.give_back(rejected)
            return
        for delivery in rejected:
            self._let_go(delivery)
            if delivery.copy.queue is not None:
                delivery.copy.queue.bury(delivery.copy, "rejected")
        _go_on(rejected)

    @unanswered
    def basic_recover(self, requeue: bool = False) -> None:
        if not requeue:
            raise refusals.not_implemented("requeue=false")
        self.give_back(self._in_hand.values())

    basic_recover_async = basic_recover

    @answered
    def basic_get(self, queue: str = "", no_ack: bool = False) -> Message | None:
        source = self.queue(queue)
        copy = source.take()
        if copy is None:
            return None
        delivery = Delivery(self, None, copy, next(self._tags))
        if no_ack:
            self._settle(copy)
        else:
            self._in_hand[delivery.tag] = delivery
        return self._message(delivery, message_count=len(source))

    def push(self, consumer: Consumer, copy: Copy) -> None:
        delivery = Delivery(self, consumer, copy, next(self._tags))
        self._in_hand[delivery.tag] = delivery
        consumer.in_hand += 1
        self.held.post(delivery)

    def hand_over(self, delivery: Delivery) -> bool:
        """False when it went back before anyone looked. A consumer without acks settles by looking."""
        consumer = delivery.consumer
        if consumer is None or self._in_hand.get(delivery.tag) is not delivery:
            return False
        if consumer.no_ack:
            self._let_go(delivery)
            self._settle(delivery.copy)
        consumer.callback(self._message(delivery, consumer_tag=consumer.tag))
        return True

    def give_back(self, deliveries: Iterable[Delivery]) -> None:
        """To the queues they came from; a direct reply has none and is dropped."""
        given = list(deliveries)
        for delivery in given:
            self._let_go(delivery)
            delivery.copy.returns += delivery.is_handed_over
        for queue in dict.fromkeys(delivery.copy.queue for delivery in given):
            if queue is not None:
                queue.take_back(delivery.copy for delivery in given if delivery.copy.queue is queue)

    def give_back_unseen(self, consumer: Consumer) -> None:
        on_their_way = [delivery for delivery in self._in_hand.values() if delivery.consumer is consumer]
        self.give_back(delivery for delivery in on_their_way if not delivery.is_handed_over)

    def give_back_all(self) -> None:
        self.give_back(self._in_hand.values())

    def _named(self, tag: int, multiple: bool) -> list[Delivery]:
        if not multiple:
            named = [self._in_hand[tag]] if tag in self._in_hand else []
        else:
            named = [delivery for held, delivery in self._in_hand.items() if held <= tag or tag == 0]
        if not named and tag:
            raise refusals.precondition_failed(f"unknown delivery tag {tag}")
        return named

    def _let_go(self, delivery: Delivery) -> None:
        del self._in_hand[delivery.tag]
        if delivery.consumer is not None:
            delivery.consumer.in_hand -= 1

    def _settle(self, copy: Copy) -> None:
        if copy.queue is not None:
            copy.queue.broker.settle(copy)

    def _message(self, delivery: Delivery, **more: Any) -> Message:
        copy, publication = delivery.copy, delivery.copy.publication
        message = Message(self._text(publication.body, publication.properties), **publication.properties)
        if "application_headers" in publication.properties:
            message.properties["application_headers"] = dict(publication.properties["application_headers"])
        message.channel = self
        message.delivery_info = more | {
            "delivery_tag": delivery.tag,
            "redelivered": copy.is_redelivered,
            "exchange": publication.exchange,
            "routing_key": publication.routing_key,
        }
        copy.is_redelivered = delivery.is_handed_over = True
        return message

    def _text(self, body: bytes, properties: dict[str, Any]) -> bytes | str:
        if not self.auto_decode or "content_encoding" not in properties:
            return body
        try:
            return body.decode(properties["content_encoding"])
        except (LookupError, UnicodeDecodeError):
            return body


def _go_on(settled: list[Delivery]) -> None:
    for queue in dict.fromkeys(delivery.copy.queue for delivery in settled):
        if queue is not None:
            queue.dispatch()
