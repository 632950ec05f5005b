"""What nobody will handle is set aside, with its story, where somebody looks.

Answers defects 6, 8 and 16; the other tests hold the embedded broker to what RabbitMQ promises.
"""

import eventlet

from tests.chassis.bus.desk import Desk


def test_a_message_that_is_handed_back_for_ever_is_set_aside_by_the_fuse(desk: Desk):
    """Answers defects 6 and 8: a hot loop of redeliveries ends at the queue's own limit, as a dead letter."""
    letters, dead = desk.exchange("fanout"), desk.queue("dead")
    desk.channel.queue_bind(queue=dead, exchange=letters)
    fused = {"x-queue-type": "quorum", "x-delivery-limit": 2, "x-dead-letter-exchange": letters}
    queue = desk.queue("fused", durable=True, arguments=fused)
    set_aside = desk.line().listen(dead)
    listener = desk.line().listen(queue, prefetch=1, acks=False)

    desk.publish(queue, "poison")
    for delivery in range(3):
        assert listener.hears(delivery + 1)
        listener.channel.basic_reject(listener.messages[delivery].delivery_tag, requeue=True)

    assert set_aside.hears(1)
    assert listener.bodies == ["poison"] * 3


def test_a_rejected_message_is_dead_lettered_with_its_story(desk: Desk):
    """Answers defect 16: what cannot be decoded is set aside, not acked away."""
    letters, dead = desk.exchange("fanout"), desk.queue("dead")
    desk.channel.queue_bind(queue=dead, exchange=letters)
    queue = desk.queue(arguments={"x-dead-letter-exchange": letters})
    listener = desk.line().listen(queue, acks=False)
    set_aside = desk.line().listen(dead)

    desk.publish(queue, "garbage", headers={"mine": "kept"}, message_id="m-1")
    assert listener.hears(1)
    listener.channel.basic_reject(listener.messages[0].delivery_tag, requeue=False)

    assert set_aside.hears(1)
    letter = set_aside.messages[0]
    assert set_aside.bodies == ["garbage"]
    assert letter.delivery_info["routing_key"] == queue
    assert letter.properties["message_id"] == "m-1"
    headers = letter.properties["application_headers"]
    assert headers["mine"] == "kept"
    assert headers["x-first-death-queue"] == queue
    assert headers["x-first-death-reason"] == "rejected"
    assert desk.waiting_in(queue) == 0


def test_a_rejected_message_without_a_place_for_dead_letters_is_gone(desk: Desk):
    queue = desk.queue()
    desk.publish(queue, *range(2))
    listener = desk.line().listen(queue, prefetch=1, acks=False)
    assert listener.hears(1)

    listener.channel.basic_reject(listener.messages[0].delivery_tag, requeue=False)

    assert listener.hears(2)
    assert listener.bodies == ["0", "1"]


def test_an_expired_message_is_dead_lettered_and_expires_no_more(desk: Desk):
    letters, dead = desk.exchange("fanout"), desk.queue("dead")
    desk.channel.queue_bind(queue=dead, exchange=letters)
    queue = desk.queue(arguments={"x-dead-letter-exchange": letters, "x-dead-letter-routing-key": "late"})
    desk.publish(queue, "late", expiration="20")
    eventlet.sleep(0.06)

    assert desk.waiting_in(queue) == 0
    eventlet.sleep(0.06)
    set_aside = desk.line().listen(dead)

    assert set_aside.hears(1)
    letter = set_aside.messages[0]
    assert letter.delivery_info["routing_key"] == "late"
    assert letter.properties["application_headers"]["x-first-death-reason"] == "expired"
    assert "expiration" not in letter.properties
