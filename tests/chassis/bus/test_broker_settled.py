"""The embedded broker says when a message is no longer in any queue: the relay's checkpoint (D8).

Answers no defect: RabbitMQ keeps what it confirmed, this broker forgets with its process.
"""

from collections.abc import Callable, Iterator

import eventlet
import pytest

from services.chassis.bus.embedded import broker_at
from tests.chassis.bus.desk import Desk, Listener


@pytest.fixture
def settled(embedded_desk: Desk) -> Iterator[list[str]]:
    heard: list[str] = []
    hear_no_more = broker_at(embedded_desk.uri).on_settled(heard.append)
    yield heard
    hear_no_more()


def test_a_message_settles_when_the_last_of_its_queues_acks(embedded_desk: Desk, settled: list[str]):
    desk = embedded_desk
    exchange = desk.exchange("fanout")
    listeners = []
    for number in range(3):
        queue = desk.queue(f"q{number}")
        desk.channel.queue_bind(queue=queue, exchange=exchange)
        listeners.append(desk.line().listen(queue, acks=False))
    desk.publish("", "hello", exchange=exchange, message_id="event-1")
    assert all(listener.hears(1) for listener in listeners)

    for listener in listeners[:2]:
        listener.ack(listener.messages[0])
    assert settled == []
    listeners[2].ack(listeners[2].messages[0])

    assert settled == ["event-1"]


def test_a_message_that_no_queue_takes_settles_at_once(embedded_desk: Desk, settled: list[str]):
    embedded_desk.publish("nowhere", "unheard", message_id="event-1")
    assert settled == ["event-1"]


def test_a_message_without_an_id_is_nobodys_news(embedded_desk: Desk, settled: list[str]):
    embedded_desk.publish("nowhere", "unheard")
    assert settled == []


def test_a_message_that_waits_is_not_settled(embedded_desk: Desk, settled: list[str]):
    embedded_desk.publish(embedded_desk.queue(), "waits", message_id="event-1")
    assert settled == []


GIVEN_BACK: dict[str, Callable[[Listener], None]] = {
    "handed back": lambda each: each.channel.basic_reject(each.messages[0].delivery_tag, requeue=True),
    "recovered": lambda each: each.channel.basic_recover(requeue=True),
    "channel closed": lambda each: each.close(),
    "connection closed": lambda each: each.line.close(),
}


@pytest.mark.parametrize("way", GIVEN_BACK)
def test_a_message_that_came_back_settles_with_its_later_ack(
    embedded_desk: Desk, settled: list[str], way: str
):
    desk = embedded_desk
    queue = desk.queue()
    desk.publish(queue, "hello", message_id="event-1")
    first = desk.line().listen(queue, prefetch=1, acks=False)
    assert first.hears(1)

    GIVEN_BACK[way](first)
    assert settled == []
    first.line.close()
    second = desk.line().listen(queue, acks=False)
    assert second.hears(1)
    assert settled == []
    second.ack(second.messages[0])

    assert settled == ["event-1"]


def _reject(desk: Desk, queue: str) -> None:
    desk.channel.basic_reject(desk.channel.basic_get(queue).delivery_tag, requeue=False)


GIVEN_UP: dict[str, Callable[[Desk, str], object]] = {
    "purged": lambda desk, queue: desk.channel.queue_purge(queue=queue),
    "deleted": lambda desk, queue: desk.channel.queue_delete(queue=queue),
    "rejected": lambda desk, queue: desk.channel.basic_reject(
        desk.channel.basic_get(queue).delivery_tag, False
    ),
    "fetched": lambda desk, queue: desk.channel.basic_get(queue, no_ack=True),
}


@pytest.mark.parametrize("way", GIVEN_UP)
def test_a_message_that_is_given_up_settles(embedded_desk: Desk, settled: list[str], way: str):
    desk = embedded_desk
    queue = desk.queue()
    desk.publish(queue, "hello", message_id="event-1")

    GIVEN_UP[way](desk, queue)

    assert settled == ["event-1"]


def test_an_expired_message_settles_when_it_is_found(embedded_desk: Desk, settled: list[str]):
    desk = embedded_desk
    queue = desk.queue()
    desk.publish(queue, "late", message_id="event-1", expiration="10")
    eventlet.sleep(0.03)

    assert desk.waiting_in(queue) == 0
    assert settled == ["event-1"]


def test_a_dead_letter_settles_once_and_for_its_first_queue(embedded_desk: Desk, settled: list[str]):
    desk = embedded_desk
    letters, dead = desk.exchange("fanout"), desk.queue("dead")
    desk.channel.queue_bind(queue=dead, exchange=letters)
    queue = desk.queue(arguments={"x-dead-letter-exchange": letters})
    desk.publish(queue, "garbage", message_id="event-1")

    desk.channel.basic_reject(desk.channel.basic_get(queue).delivery_tag, requeue=False)
    assert settled == ["event-1"]
    desk.channel.basic_get(dead, no_ack=True)

    assert settled == ["event-1"]


def test_one_ack_of_several_settles_each(embedded_desk: Desk, settled: list[str]):
    desk = embedded_desk
    queue = desk.queue()
    for number in range(4):
        desk.publish(queue, number, message_id=f"event-{number}")
    listener = desk.line().listen(queue, acks=False)
    assert listener.hears(4)

    listener.channel.basic_ack(listener.messages[2].delivery_tag, multiple=True)

    assert settled == ["event-0", "event-1", "event-2"]


def test_who_hears_no_more_is_not_told(embedded_desk: Desk):
    heard: list[str] = []
    hear_no_more = broker_at(embedded_desk.uri).on_settled(heard.append)
    hear_no_more()
    embedded_desk.publish("nowhere", "unheard", message_id="event-1")
    assert heard == []


def test_brokers_of_other_names_know_nothing_of_each_other(embedded_desk: Desk, settled: list[str]):
    other = Desk("embedded://another")
    other.publish("nowhere", "unheard", message_id="event-1")
    other.close()
    assert settled == []
    assert broker_at("embedded://another") is not broker_at(embedded_desk.uri)
    assert broker_at("embedded://") is broker_at("embedded://")
