"""Messages that were too late reach nobody. Answers defect 1: who gave up is not worked for."""

import eventlet
from kombu import Producer

from tests.chassis.bus.desk import Desk


def test_expired_messages_are_withheld(desk: Desk):
    """Answers defect 1: a request whose caller gave up is not handed out any more."""
    queue = desk.queue()
    desk.publish(queue, "first")
    desk.publish(queue, "late", expiration="40")
    desk.publish(queue, "last", expiration="60000")
    eventlet.sleep(0.1)

    listener = desk.line().listen(queue)

    assert listener.hears(2)
    assert listener.bodies == ["first", "last"]


def test_a_message_that_expires_behind_a_busy_consumer_is_withheld(desk: Desk):
    queue = desk.queue()
    listener = desk.line().listen(queue, prefetch=1, acks=False)
    desk.publish(queue, "slow")
    assert listener.hears(1)
    desk.publish(queue, "late", expiration="40")
    desk.publish(queue, "next")
    eventlet.sleep(0.1)

    listener.ack(listener.messages[0])

    assert listener.hears(2)
    assert listener.bodies == ["slow", "next"]


def test_kombu_counts_expiration_in_seconds(plain_desk: Desk):
    """Answers defect 1: whatever Nameko's words for it, half a second is 0.5."""
    queue = plain_desk.queue()
    Producer(plain_desk.channel).publish("soon", routing_key=queue, expiration=0.5)
    listener = plain_desk.line().listen(queue)
    assert listener.hears(1)
    assert listener.messages[0].properties["expiration"] == "500"


def test_a_queue_may_limit_how_long_its_messages_wait(desk: Desk):
    queue = desk.queue(arguments={"x-message-ttl": 40})
    desk.publish(queue, "late", expiration="60000")
    eventlet.sleep(0.1)
    assert desk.waiting_in(queue) == 0


def test_a_message_without_time_reaches_only_who_is_ready(desk: Desk):
    waited_for, unheard = desk.queue("heard"), desk.queue("unheard")
    listener = desk.line().listen(waited_for)
    for queue in (waited_for, unheard):
        desk.publish(queue, "now", expiration="0")
    assert listener.hears(1)
    assert desk.waiting_in(unheard) == 0
