"""Consumers come and go; what they leave, others get.

Answers no defect: the embedded broker keeps what RabbitMQ promises.
"""

import pytest
from amqp.exceptions import AccessRefused

from tests.chassis.bus.desk import Desk, Listener, eventually


def _hear_all(number: int, *listeners: Listener) -> list[int]:
    eventually(lambda: sum(len(listener.messages) for listener in listeners) >= number)
    return sorted(int(body) for listener in listeners for body in listener.bodies)


def test_one_of_two_connections_on_a_queue_cancels(desk: Desk):
    queue = desk.queue()
    stays, leaves = desk.line().listen(queue, prefetch=2), desk.line().listen(queue, prefetch=2)
    desk.publish(queue, *range(20))
    assert leaves.hears(1)

    leaves.cancel()
    heard_before = len(leaves.messages)
    desk.publish(queue, *range(20, 40))

    assert _hear_all(40, stays, leaves) == list(range(40))
    assert len(leaves.messages) == heard_before


def test_one_of_two_consumers_on_a_connection_cancels(desk: Desk):
    queue = desk.queue()
    line = desk.line()
    stays, leaves = line.listen(queue, prefetch=2), line.listen(queue, prefetch=2)
    desk.publish(queue, *range(20))
    assert leaves.hears(1)

    leaves.cancel()
    heard_before = len(leaves.messages)
    desk.publish(queue, *range(20, 40))

    assert _hear_all(40, stays, leaves) == list(range(40))
    assert len(leaves.messages) == heard_before


def test_what_was_on_its_way_to_a_cancelled_consumer_goes_to_the_other(embedded_desk: Desk):
    desk = embedded_desk
    queue = desk.queue()
    leaving = desk.line()
    tag = leaving.channel.basic_consume(queue=queue, callback=lambda _: None)
    desk.publish(queue, *range(5))

    leaving.channel.basic_cancel(tag)
    stays = desk.line().listen(queue)

    assert stays.hears(5)
    assert stays.bodies == list("01234")
    assert stays.redelivered == []


def test_a_cancelled_consumer_may_still_ack_what_it_has(desk: Desk):
    queue = desk.queue()
    desk.publish(queue, *range(2))
    listener = desk.line().listen(queue, prefetch=1, acks=False)
    assert listener.hears(1)

    listener.cancel()
    listener.ack(listener.messages[0])
    listener.close()

    assert desk.waiting_in(queue) == 1


@pytest.mark.parametrize(("first", "second"), [(True, False), (False, True)])
def test_an_exclusive_consumer_is_alone(desk: Desk, first: bool, second: bool):
    queue = desk.queue()
    desk.line().listen(queue, exclusive=first)
    with pytest.raises(AccessRefused):
        desk.line().listen(queue, exclusive=second)
