"""What the broker refuses, and how the channel stands afterwards: the same errors on both.

Answers no defect: the embedded broker refuses what RabbitMQ refuses.
"""

from collections.abc import Callable
from typing import Any

import pytest
from amqp.exceptions import (
    AMQPError,
    AMQPNotImplementedError,
    NotAllowed,
    NotFound,
    PreconditionFailed,
    ResourceLocked,
)

from tests.chassis.bus.desk import Desk, publish

Ask = Callable[[Any, str], Any]

REFUSED: dict[str, tuple[type[AMQPError], Ask]] = {
    "a queue that is not there": (NotFound, lambda c, q: c.queue_declare(queue=f"{q}.no", passive=True)),
    "consuming from none": (NotFound, lambda c, q: c.basic_consume(queue=f"{q}.no", callback=print)),
    "fetching from none": (NotFound, lambda c, q: c.basic_get(queue=f"{q}.no")),
    "purging none": (NotFound, lambda c, q: c.queue_purge(queue=f"{q}.no")),
    "binding none": (NotFound, lambda c, q: c.queue_bind(queue=f"{q}.no", exchange="amq.topic")),
    "an exchange that is not there": (
        NotFound,
        lambda c, q: c.exchange_declare(exchange=f"{q}.no", type="topic", passive=True),
    ),
    "binding to none": (NotFound, lambda c, q: c.queue_bind(queue=q, exchange=f"{q}.no")),
    "a queue of another kind": (
        PreconditionFailed,
        lambda c, q: c.queue_declare(queue=q, auto_delete=True),
    ),
    "a queue with other arguments": (
        PreconditionFailed,
        lambda c, q: c.queue_declare(queue=q, auto_delete=False, arguments={"x-message-ttl": 1}),
    ),
    "an exchange of another kind": (
        PreconditionFailed,
        lambda c, q: c.exchange_declare(exchange="amq.topic", type="direct", durable=True, auto_delete=False),
    ),
    "deleting a queue that is not empty": (
        PreconditionFailed,
        lambda c, q: c.queue_delete(queue=q, if_empty=True),
    ),
    "deleting an exchange that is in use": (
        PreconditionFailed,
        lambda c, q: c.exchange_delete(exchange=f"{q}.x", if_unused=True),
    ),
}


def _furnish(desk: Desk) -> str:
    """A queue with one message in it, and an exchange `<queue>.x` that is bound to it."""
    queue = desk.queue()
    exchange = f"{queue}.x"
    desk.channel.exchange_declare(exchange=exchange, type="fanout", auto_delete=True)
    desk.channel.queue_bind(queue=queue, exchange=exchange)
    publish(desk.line(confirm_publish=True).channel, queue, "something")
    return queue


@pytest.mark.parametrize("what", REFUSED)
def test_refused_is(desk: Desk, what: str):
    refusal, ask = REFUSED[what]
    queue = _furnish(desk)
    with pytest.raises(refusal):
        ask(desk.line().channel, queue)


UNANSWERED: dict[str, tuple[type[AMQPError], Ask]] = {
    "publishing to an exchange that is not there": (
        NotFound,
        lambda c, q: publish(c, q, "lost", exchange=f"{q}.no"),
    ),
    "acking what was never delivered": (PreconditionFailed, lambda c, q: c.basic_ack(77)),
    "acking all up to what was never delivered": (
        PreconditionFailed,
        lambda c, q: c.basic_ack(77, multiple=True),
    ),
    "rejecting what was never delivered": (PreconditionFailed, lambda c, q: c.basic_reject(77, True)),
    "an expiration that is no number": (
        PreconditionFailed,
        lambda c, q: publish(c, q, "lost", expiration="soon"),
    ),
}


@pytest.mark.parametrize("what", UNANSWERED)
def test_refused_where_the_connection_is_drained_is(desk: Desk, what: str):
    refusal, ask = UNANSWERED[what]
    queue, line = desk.queue(), desk.line()
    ask(line.channel, queue)
    with pytest.raises(refusal):
        line.connection.drain_events(timeout=5)


def test_a_queue_of_one_connection_is_locked_to_others(desk: Desk):
    queue = desk.name("own")
    desk.channel.queue_declare(queue=queue, exclusive=True)
    with pytest.raises(ResourceLocked):
        desk.line().channel.queue_declare(queue=queue, passive=True)


def test_one_tag_names_one_consumer(desk: Desk):
    queue, line = desk.queue(), desk.line()
    line.channel.basic_consume(queue=queue, consumer_tag="mine", callback=print)
    with pytest.raises(NotAllowed):
        line.channel.basic_consume(queue=queue, consumer_tag="mine", callback=print)


def test_what_the_embedded_broker_has_not_it_refuses(embedded_desk: Desk):
    channel = embedded_desk.channel
    with pytest.raises(AMQPNotImplementedError):
        channel.basic_qos(0, 10, True)
    with pytest.raises(AMQPNotImplementedError):
        channel.basic_recover(requeue=False)
    with pytest.raises(AMQPNotImplementedError):
        channel.basic_publish(channel.prepare_message(b""), routing_key="nowhere", immediate=True)
    with pytest.raises(AMQPError):
        channel.exchange_declare(exchange="by-header", type="headers")
    with pytest.raises(AMQPNotImplementedError):
        channel.queue_declare(queue="short", arguments={"x-max-length": 3})
