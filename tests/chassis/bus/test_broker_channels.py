"""How a channel stands after a refusal, and after its end.

Answers defects 3 and 13; the other tests hold the embedded broker to what RabbitMQ promises.
"""

import pytest
from amqp.exceptions import NotFound, RecoverableConnectionError

from tests.chassis.bus.desk import Desk, publish


def test_a_refused_channel_stands_again_but_bare(desk: Desk):
    """Answers defect 13: a broken channel holds nothing back; what it had in hand is redelivered."""
    queue = desk.queue()
    desk.publish(queue, *range(2))
    line = desk.line()
    line.channel.basic_qos(0, 1, False)
    line.channel.basic_consume(queue=queue, callback=lambda _: None)
    line.connection.drain_events(timeout=5)

    with pytest.raises(NotFound):
        line.channel.queue_declare(queue=desk.name("nowhere"), passive=True)

    assert desk.consumers_of(queue) == 0
    fetched = line.channel.basic_get(queue)
    assert fetched.body == b"0"
    assert fetched.delivery_info["redelivered"] is True


def test_confirmed_publishing_raises_a_refusal_and_goes_on(desk: Desk):
    queue = desk.queue()
    channel = desk.line(confirm_publish=True).channel
    with pytest.raises(NotFound):
        publish(channel, queue, "lost", exchange=desk.name("nowhere"))
    publish(channel, queue, "kept")
    assert desk.waiting_in(queue) == 1


def test_a_closed_channel_takes_no_requests(desk: Desk):
    line = desk.line()
    line.channel.close()
    with pytest.raises(RecoverableConnectionError):
        line.channel.basic_ack(1)
    with pytest.raises(RecoverableConnectionError):
        publish(line.channel, desk.name("work"), "lost")
    assert not line.channel.is_open


def test_closing_twice_is_closing_once(desk: Desk):
    line = desk.line()
    line.channel.close()
    line.channel.close()
    line.close()
    line.close()
    assert not line.connection.connected


def test_deleting_what_is_not_there_is_no_error(desk: Desk):
    assert desk.channel.queue_delete(queue=desk.name("nowhere")) == 0
    desk.channel.exchange_delete(exchange=desk.name("nowhere"))
    assert desk.channel.is_open


def test_a_refused_channel_counts_its_confirms_anew(desk: Desk):
    """Answers defect 3: after a refusal confirms must be asked for again, and start at one."""
    queue, line = desk.queue(), desk.line()
    confirmed: list[int] = []
    line.channel.events["basic_ack"].add(lambda tag, _: confirmed.append(tag))
    line.channel.confirm_select()
    publish(line.channel, queue, "before")
    line.connection.drain_events(timeout=5)
    with pytest.raises(NotFound):
        line.channel.queue_declare(queue=desk.name("nowhere"), passive=True)

    publish(line.channel, queue, "unconfirmed")
    line.channel.confirm_select()
    publish(line.channel, queue, "after")
    line.connection.drain_events(timeout=5)

    assert confirmed == [1, 1]
