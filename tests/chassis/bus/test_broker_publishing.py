"""What a publisher is told: returns, confirms, and what became of messages that were too late.

Answers defects 1, 4 and 7; the other tests hold the embedded broker to what RabbitMQ promises.
"""

from typing import Any

import pytest

from tests.chassis.bus.desk import Desk, eventually, publish


def _with_confirms(desk: Desk) -> tuple[Any, list[str], set[int]]:
    """A confirming channel that is drained, what was returned to it, and the tags confirmed."""
    line = desk.line()
    returned: list[str] = []
    confirmed: set[int] = set()

    def note(tag: int, multiple: bool) -> None:
        confirmed.update(range(1, tag + 1) if multiple else [tag])

    line.channel.events["basic_ack"].add(note)
    line.channel.events["basic_return"].add(lambda *told: returned.append(told[3].body.decode()))
    line.channel.confirm_select()
    line.drain()
    return line.channel, returned, confirmed


def test_a_hundred_publishes_are_confirmed_each(desk: Desk):
    """Answers defect 4: the relay publishes in one go and waits once, for all confirms."""
    channel, returned, confirmed = _with_confirms(desk)

    publish(channel, desk.queue(), *range(100), mandatory=True)

    assert eventually(lambda: len(confirmed) == 100)
    assert confirmed == set(range(1, 101))
    assert returned == []


def test_an_unroutable_message_is_returned_before_it_is_confirmed(desk: Desk):
    """Answers defect 7: an event that no queue takes is told to its publisher, not lost."""
    channel, returned, confirmed = _with_confirms(desk)
    order: list[str] = []
    channel.events["basic_ack"].add(lambda tag, multiple: order.append(f"confirmed {len(returned)}"))

    publish(channel, desk.name("nowhere"), "lost", mandatory=True)

    assert eventually(lambda: confirmed == {1})
    assert returned == ["lost"]
    assert order == ["confirmed 1"]


def test_a_return_names_the_reason_the_place_and_the_message(desk: Desk):
    line = desk.line()
    told: list[tuple[Any, ...]] = []
    line.channel.events["basic_return"].add(lambda *words: told.append(words))

    publish(line.channel, desk.name("nowhere"), "lost", mandatory=True, correlation_id="7", headers={"a": 1})
    line.connection.drain_events(timeout=5)

    reason, exchange, routing_key, message = told[0]
    assert (reason.reply_code, exchange, routing_key) == (312, "", desk.name("nowhere"))
    assert (message.body, message.properties["correlation_id"], message.headers) == (b"lost", "7", {"a": 1})


def test_a_return_that_nobody_listens_for_is_raised(desk: Desk):
    line = desk.line()
    publish(line.channel, desk.name("nowhere"), "lost", mandatory=True)
    with pytest.raises(line.connection.channel_errors, match="NO_ROUTE"):
        line.connection.drain_events(timeout=5)


def test_a_message_nobody_must_take_vanishes_without_a_word(desk: Desk):
    line = desk.line()
    publish(line.channel, desk.name("nowhere"), "lost")
    with pytest.raises(TimeoutError):
        line.connection.drain_events(timeout=0.1)


def test_a_queue_without_consumer_is_a_route(desk: Desk):
    channel, returned, confirmed = _with_confirms(desk)
    publish(channel, desk.queue(), "waits", mandatory=True)
    assert eventually(lambda: confirmed == {1})
    assert returned == []


def test_a_service_that_left_makes_its_requests_come_back(desk: Desk):
    """Answers defect 1: the queue went with its last consumer, so the caller need not wait."""
    queue = desk.queue(auto_delete=True)
    channel, returned, _ = _with_confirms(desk)
    service = desk.line().listen(queue)
    publish(channel, queue, "served", mandatory=True)
    assert service.hears(1)

    service.line.close()
    publish(channel, queue, "too late", mandatory=True)

    assert eventually(lambda: returned == ["too late"])


def test_confirmed_publishing_waits_and_raises_what_found_no_route(desk: Desk):
    line = desk.line(confirm_publish=True)
    queue = desk.queue()

    publish(line.channel, queue, "one", "two", mandatory=True)

    assert desk.waiting_in(queue) == 2
    with pytest.raises(line.connection.channel_errors, match="NO_ROUTE"):
        publish(line.channel, desk.name("nowhere"), "lost", mandatory=True)
    publish(line.channel, queue, "three", mandatory=True)
    assert desk.waiting_in(queue) == 3
