"""What was not acked comes back: in order, flagged, to whoever consumes next.

Answers defect 13: what was not acknowledged is delivered again.
"""

from collections.abc import Callable

import eventlet
import pytest

from tests.chassis.bus.desk import Desk, Listener

ENDINGS: dict[str, Callable[[Listener], None]] = {
    "channel": lambda listener: listener.close(),
    "connection": lambda listener: listener.line.close(),
}


@pytest.mark.parametrize("ending", ENDINGS)
def test_unacked_messages_are_back_in_order_and_flagged(desk: Desk, ending: str):
    """Answers defect 13: work that a stopping process gives up is given to the next, in its place."""
    queue = desk.queue()
    desk.publish(queue, *range(10))
    first = desk.line().listen(queue, prefetch=5, acks=False)
    assert first.hears(5)
    first.ack(first.messages[2])
    assert first.hears(6)

    ENDINGS[ending](first)
    second = desk.line().listen(queue)

    assert second.hears(9)
    assert second.bodies == list("013456789")
    assert second.redelivered == list("01345")


@pytest.mark.parametrize("ending", ENDINGS)
def test_another_consumer_takes_over_at_once(desk: Desk, ending: str):
    queue = desk.queue()
    first = desk.line().listen(queue, acks=False)
    desk.publish(queue, *range(6))
    assert first.hears(6)
    second = desk.line().listen(queue)

    ENDINGS[ending](first)

    assert second.hears(6)
    assert second.bodies == second.redelivered == list("012345")


def test_a_message_handed_back_is_redelivered_before_later_ones(desk: Desk):
    queue = desk.queue()
    desk.publish(queue, *range(3))
    listener = desk.line().listen(queue, prefetch=1, acks=False)
    assert listener.hears(1)

    listener.channel.basic_reject(listener.messages[0].delivery_tag, requeue=True)
    assert listener.hears(2)
    listener.ack(listener.messages[1])
    assert listener.hears(3)

    assert listener.bodies == ["0", "0", "1"]
    assert listener.redelivered == ["0"]


def test_messages_handed_back_in_any_order_keep_their_places(desk: Desk):
    queue = desk.queue()
    desk.publish(queue, *range(6))
    first = desk.line().listen(queue, prefetch=4, acks=False)
    assert first.hears(4)
    first.cancel()

    for number in (2, 0, 3, 1):
        first.channel.basic_reject(first.messages[number].delivery_tag, requeue=True)
    second = desk.line().listen(queue)

    assert second.hears(6)
    assert second.bodies == list("012345")


def test_recovering_hands_everything_back(desk: Desk):
    queue = desk.queue()
    desk.publish(queue, *range(3))
    listener = desk.line().listen(queue, acks=False)
    assert listener.hears(3)

    listener.channel.basic_recover(requeue=True)

    assert listener.hears(6)
    assert listener.bodies == list("012012")
    assert listener.redelivered == list("012")


def test_what_a_consumer_was_never_handed_comes_back_unflagged(embedded_desk: Desk):
    """Answers defect 13: only what somebody began with counts as tried before."""
    desk = embedded_desk
    queue = desk.queue()
    line = desk.line()
    seen: list[bytes] = []
    line.channel.basic_consume(queue=queue, callback=lambda message: seen.append(message.body))
    desk.publish(queue, *range(4))
    line.connection.drain_events(timeout=0)

    line.channel.close()
    second = desk.line().listen(queue)

    assert second.hears(4)
    assert seen == [b"0"]
    assert second.bodies == list("0123")
    assert second.redelivered == ["0"]


def test_an_auto_acked_message_counts_when_it_is_handed_over(embedded_desk: Desk):
    desk = embedded_desk
    queue = desk.queue()
    line = desk.line()
    line.channel.basic_consume(queue=queue, no_ack=True, callback=lambda _: None)
    desk.publish(queue, *range(3))
    line.connection.drain_events(timeout=0)
    eventlet.sleep(0)

    line.channel.close()

    assert desk.waiting_in(queue) == 2
