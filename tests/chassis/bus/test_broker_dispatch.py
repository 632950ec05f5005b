"""A message goes straight to a consumer that has room, whatever else goes on.

Answers defect 9; the other tests hold the embedded broker to what RabbitMQ promises.
"""

import eventlet

from tests.chassis.bus.desk import Desk, eventually, publish


def test_a_backlog_is_worked_off_ten_at_a_time_while_greenlets_ack(desk: Desk):
    """Answers defect 9: each queue has a prefetch of its own, and an ack makes room for the next."""
    queue = desk.queue()
    desk.publish(queue, *range(500))
    listener = desk.line().listen(queue, prefetch=10, acks=False)
    in_hand: list[int] = []

    def work(acked: int) -> int:
        for message in listener.messages[acked:]:
            eventlet.spawn_after(0.001, listener.ack, message)
        return len(listener.messages)

    acked = 0
    while acked < 500 and listener.hears(acked + 1):
        in_hand.append(len(listener.messages) - acked)
        acked = work(acked)

    assert sorted(map(int, listener.bodies)) == list(range(500))
    assert max(in_hand) <= 10


def test_a_consumer_gets_no_more_than_its_prefetch_until_it_acks(desk: Desk):
    """Answers defect 9: what a consumer holds is bounded by its own queue's prefetch."""
    queue = desk.queue()
    desk.publish(queue, *range(5))
    listener = desk.line().listen(queue, prefetch=3, acks=False)

    assert listener.hears(3)
    eventlet.sleep(0.1)
    assert listener.bodies == ["0", "1", "2"]
    listener.ack(listener.messages[1])
    assert listener.hears(4)
    assert listener.bodies == ["0", "1", "2", "3"]


def test_an_ack_of_several_makes_room_for_as_many(desk: Desk):
    queue = desk.queue()
    desk.publish(queue, *range(8))
    listener = desk.line().listen(queue, prefetch=4, acks=False)
    assert listener.hears(4)

    listener.channel.basic_ack(listener.messages[2].delivery_tag, multiple=True)

    assert listener.hears(7)
    assert listener.bodies == list("0123456")


def test_twenty_publishers_lose_nothing_and_double_nothing(desk: Desk):
    queue = desk.queue()
    first, second = desk.line().listen(queue, prefetch=7), desk.line().listen(queue, prefetch=7)

    def speak(publisher: int) -> None:
        channel = desk.line().channel
        for number in range(100):
            publish(channel, queue, f"{publisher}-{number}")
            eventlet.sleep(0)

    for speaker in [eventlet.spawn(speak, publisher) for publisher in range(20)]:
        speaker.wait()

    assert eventually(lambda: len(first.messages) + len(second.messages) >= 2000)
    assert sorted(first.bodies + second.bodies) == sorted(f"{p}-{n}" for p in range(20) for n in range(100))


def test_one_consumer_hears_each_publisher_in_its_order(desk: Desk):
    queue = desk.queue()
    listener = desk.line().listen(queue, prefetch=3)
    channels = [desk.line().channel for _ in range(4)]

    for number in range(25):
        for publisher, channel in enumerate(channels):
            publish(channel, queue, f"{publisher}-{number}")

    assert listener.hears(100)
    for publisher in range(4):
        heard = [body for body in listener.bodies if body.startswith(f"{publisher}-")]
        assert heard == [f"{publisher}-{number}" for number in range(25)]


def test_consumers_take_turns(desk: Desk):
    queue = desk.queue()
    listeners = [desk.line().listen(queue, prefetch=10) for _ in range(3)]

    desk.publish(queue, *range(30))

    assert all(listener.hears(10) for listener in listeners)


def test_three_hundred_queues_each_deliver_their_own(desk: Desk):
    queues = [desk.queue(f"q{number}") for number in range(300)]
    line = desk.line()
    listeners = [line.listen(queue) for queue in queues[:5]]

    for queue in queues:
        desk.publish(queue, queue)

    assert all(listener.hears(1) for listener in listeners)
    assert [listener.bodies for listener in listeners] == [[queue] for queue in queues[:5]]
    assert [desk.waiting_in(queue) for queue in queues[5:]] == [1] * 295
