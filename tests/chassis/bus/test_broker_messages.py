"""A message comes out as it went in, and as py-amqp would show it.

Answers no defect: the embedded broker keeps what RabbitMQ promises.
"""

from typing import Any

import pytest
from kombu import Consumer, Exchange, Producer, Queue
from kombu.mixins import ConsumerMixin

from tests.chassis.bus.desk import Desk, eventually, publish


def test_a_message_shows_what_pyamqp_shows(plain_desk: Desk):
    queue = plain_desk.queue()
    Producer(plain_desk.channel).publish(
        {"claim": "已提交"},
        routing_key=queue,
        serializer="json",
        headers={"district": "d1"},
        correlation_id="7",
        reply_to="elsewhere",
        message_id="m-1",
        priority=3,
        expiration=60,
    )
    heard: list[Any] = []
    line = plain_desk.line()
    with Consumer(line.channel, [Queue(queue, no_declare=True)], on_message=heard.append):
        line.connection.drain_events(timeout=5)

    message = heard[0]
    assert message.payload == {"claim": "已提交"}
    assert (message.content_type, message.content_encoding) == ("application/json", "utf-8")
    assert message.headers == {"district": "d1"}
    assert message.properties == {
        "content_type": "application/json",
        "content_encoding": "utf-8",
        "application_headers": {"district": "d1"},
        "delivery_mode": 2,
        "priority": 3,
        "correlation_id": "7",
        "reply_to": "elsewhere",
        "expiration": "60000",
        "message_id": "m-1",
    }
    assert message.delivery_info["exchange"] == ""
    assert message.delivery_info["routing_key"] == queue
    assert message.delivery_info["redelivered"] is False
    message.ack()
    assert message.acknowledged


@pytest.mark.parametrize(
    ("body", "encoding", "heard"),
    [
        (b"\x00\xff", {}, b"\x00\xff"),
        (b"plain", {}, b"plain"),
        ("邻里", {"content_encoding": "gbk"}, "邻里"),
        (b"\xff", {"content_encoding": "utf-8"}, b"\xff"),
        (b"raw", {"content_encoding": "binary"}, b"raw"),
    ],
)
def test_a_body_arrives_as_text_when_its_encoding_is_known(
    plain_desk: Desk, body: str | bytes, encoding: dict[str, str], heard: str | bytes
):
    queue = plain_desk.queue()
    message = plain_desk.channel.prepare_message(body, **encoding)
    plain_desk.channel.basic_publish(message, routing_key=queue)
    assert eventually(lambda: plain_desk.waiting_in(queue) == 1)
    assert plain_desk.channel.basic_get(queue, no_ack=True).body == heard


def test_nobody_sees_what_others_do_to_their_copy(plain_desk: Desk):
    exchange = plain_desk.exchange("fanout")
    headers = {"hands": 0}
    listeners = []
    for number in range(2):
        queue = plain_desk.queue(f"q{number}")
        plain_desk.channel.queue_bind(queue=queue, exchange=exchange)
        listeners.append(plain_desk.line().listen(queue))

    publish(plain_desk.channel, "", "hello", exchange=exchange, headers=headers)
    headers["hands"] = 1
    assert all(listener.hears(1) for listener in listeners)
    listeners[0].messages[0].headers["hands"] = 2
    listeners[0].messages[0].properties["message_id"] = "changed"

    assert listeners[1].messages[0].headers == {"hands": 0}
    assert "message_id" not in listeners[1].messages[0].properties


def test_kombus_consumer_mixin_runs_on_it(plain_desk: Desk):
    exchange = Exchange(plain_desk.exchange("topic"), type="topic", durable=False, passive=True)
    queue = Queue(plain_desk.queue(durable=False), exchange, "care.*", no_declare=True)
    plain_desk.channel.queue_bind(queue=queue.name, exchange=exchange.name, routing_key="care.*")

    class Worker(ConsumerMixin):
        def __init__(self) -> None:
            self.connection = plain_desk.line().connection
            self.heard: list[Any] = []

        def get_consumers(self, consumer: Any, channel: Any) -> list[Any]:
            return [consumer([queue], callbacks=[self.hear], prefetch_count=2)]

        def hear(self, body: Any, message: Any) -> None:
            self.heard.append(body)
            message.ack()
            self.should_stop = len(self.heard) == 5

    for number in range(5):
        Producer(plain_desk.channel, exchange).publish(number, routing_key="care.claim")
    worker = Worker()
    worker.run()

    assert worker.heard == list(range(5))
    assert plain_desk.waiting_in(queue.name) == 0


def test_kombu_declares_binds_and_fetches(plain_desk: Desk):
    exchange = Exchange(plain_desk.name("care"), type="topic", durable=False, auto_delete=True)
    queue = Queue(
        plain_desk.name("kombu"), exchange, "care.#", durable=False, auto_delete=True, message_ttl=60
    )
    bound = queue(plain_desk.channel)
    bound.declare()
    bound.declare()

    Producer(plain_desk.channel, exchange).publish("hello", routing_key="care.claim.approved")
    assert eventually(lambda: bound.queue_declare(passive=True).message_count == 1)
    message = bound.get(no_ack=True)
    assert message.payload == "hello"
    assert bound.get() is None
    assert bound.purge() == 0
    bound.delete()


def test_a_nameless_queue_gets_a_name(plain_desk: Desk):
    declared = plain_desk.channel.queue_declare(exclusive=True)
    plain_desk.publish(declared.queue, "hello")
    assert declared.queue.startswith("amq.gen-")
    assert eventually(lambda: plain_desk.channel.basic_get(declared.queue, no_ack=True) is not None)
