"""Who waits is woken by what concerns it, and by nothing else.

Answers defects 2 and 11; the other tests hold the embedded broker to waking nobody in vain.
"""

import time

import eventlet
import greenlet
import pytest

from tests.chassis.bus.desk import Desk


def test_each_single_message_wakes_the_one_who_waits(desk: Desk):
    queue = desk.queue()
    listener = desk.line().listen(queue)
    started = time.monotonic()

    for number in range(50):
        desk.publish(queue, number)
        assert listener.hears(number + 1)

    assert time.monotonic() - started < 2.5


def test_idle_consumers_do_not_slow_a_busy_one(desk: Desk):
    busy_queue = desk.queue("busy")
    idle = [desk.line().listen(desk.queue(f"idle{number}")) for number in range(30)]
    busy = desk.line().listen(busy_queue, prefetch=10)

    desk.publish(busy_queue, *range(300))

    assert busy.hears(300)
    assert [listener.messages for listener in idle] == [[]] * 30


def test_only_the_connection_concerned_is_woken(embedded_desk: Desk):
    desk = embedded_desk
    idle_line, busy_line = desk.line(), desk.line()
    idle = eventlet.spawn(idle_line.connection.drain_events)
    busy = busy_line.listen(desk.queue())
    eventlet.sleep(0)
    woken = []

    greenlet.settrace(lambda event, pair: woken.append(pair[1] is idle))
    desk.publish(desk.name("work"), *range(100))
    heard = busy.hears(100)
    greenlet.settrace(None)
    idle.kill()

    assert heard
    assert not any(woken)


def test_a_consumer_that_always_finds_work_lets_others_have_their_turn(embedded_desk: Desk):
    """Answers defect 11: a backlog that is worked off without a pause starves nobody."""
    desk = embedded_desk
    queue = desk.queue()
    desk.publish(queue, *range(1000))

    listener = desk.line().listen(queue)
    eventlet.sleep(0)

    assert 0 < len(listener.messages) < 1000
    assert listener.hears(1000)


def test_draining_without_news_times_out(desk: Desk):
    with pytest.raises(TimeoutError):
        desk.line().connection.drain_events(timeout=0.01)


def test_whoever_drains_a_closed_connection_is_told(embedded_desk: Desk):
    """Answers defect 2: nobody waits for a connection that is gone."""
    connection = embedded_desk.line().connection
    told: list[Exception] = []

    def drain() -> None:
        try:
            connection.drain_events()
        except connection.connection_errors as gone:
            told.append(gone)

    waiting = eventlet.spawn(drain)
    eventlet.sleep(0)
    connection.connection.close()
    with eventlet.Timeout(5):
        waiting.wait()

    assert len(told) == 1
