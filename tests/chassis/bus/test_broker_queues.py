"""Queues come and go, are emptied and fetched from.

Answers defect 1; the other tests hold the embedded broker to what RabbitMQ promises.
"""

import pytest
from amqp.exceptions import ConsumerCancelled

from tests.chassis.bus.desk import Desk, eventually


def test_a_queue_that_deletes_itself_goes_with_its_last_consumer(desk: Desk):
    """Answers defect 1: no queue outlives its service, so a caller hears at once that nobody is there."""
    queue = desk.queue(auto_delete=True)
    first, second = desk.line().listen(queue), desk.line().listen(queue)

    first.cancel()
    assert desk.consumers_of(queue) == 1
    second.line.close()

    assert not _exists(desk, queue)


def test_a_queue_that_deletes_itself_waits_for_its_first_consumer(desk: Desk):
    queue = desk.queue(auto_delete=True)
    assert _exists(desk, queue)


def test_an_exclusive_queue_goes_with_its_connection(desk: Desk):
    line = desk.line()
    queue = desk.name("own")
    line.channel.queue_declare(queue=queue, exclusive=True)

    line.close()

    assert eventually(lambda: not _exists(desk, queue))


def test_a_consumer_hears_that_its_queue_was_deleted(desk: Desk):
    queue = desk.queue()
    told: list[str] = []
    listener = desk.line().listen(queue, on_cancel=told.append)

    desk.channel.queue_delete(queue=queue)

    assert eventually(lambda: told == [listener.tag])


def test_a_consumer_without_ears_for_it_fails_when_its_queue_is_deleted(desk: Desk):
    queue = desk.queue()
    line = desk.line()
    line.channel.basic_consume(queue=queue, callback=lambda _: None)
    desk.channel.queue_delete(queue=queue)
    with pytest.raises(ConsumerCancelled):
        line.connection.drain_events(timeout=5)


def test_messages_can_be_fetched_one_by_one(desk: Desk):
    queue = desk.queue()
    desk.publish(queue, *range(3))
    assert eventually(lambda: desk.waiting_in(queue) == 3)
    channel = desk.line().channel

    first, second = channel.basic_get(queue), channel.basic_get(queue, no_ack=True)

    assert (first.body, second.body) == (b"0", b"1")
    assert first.delivery_info["message_count"] == 2
    assert first.delivery_info["redelivered"] is False
    channel.close()
    assert desk.waiting_in(queue) == 2
    assert desk.channel.basic_get(queue).delivery_info["redelivered"] is True


def test_an_empty_queue_gives_nothing(desk: Desk):
    assert desk.channel.basic_get(desk.queue()) is None


def test_purging_drops_what_waits_and_leaves_what_is_in_hand(desk: Desk):
    queue = desk.queue()
    desk.publish(queue, *range(5))
    listener = desk.line().listen(queue, prefetch=2, acks=False)
    assert listener.hears(2)

    assert desk.channel.queue_purge(queue=queue) == 3
    listener.close()

    assert eventually(lambda: desk.waiting_in(queue) == 2)


def _exists(desk: Desk, queue: str) -> bool:
    line = desk.line()
    try:
        line.channel.queue_declare(queue=queue, passive=True)
    except line.connection.channel_errors:
        return False
    return True
