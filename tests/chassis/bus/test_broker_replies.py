"""Direct replies: no reply queue, so none that can be lost. Answers defects 2 and 10."""

from typing import Any

import pytest
from amqp.exceptions import PreconditionFailed

from tests.chassis.bus.desk import Desk, Line, eventually, publish

REPLY_TO = "amq.rabbitmq.reply-to"


def _serve(line: Line, queue: str) -> None:
    """Answers each request on the consuming channel, then acks it."""

    def answer(request: Any) -> None:
        number = request.properties["correlation_id"]
        publish(line.channel, request.properties["reply_to"], f"re: {number}", correlation_id=number)
        line.channel.basic_ack(request.delivery_tag)

    line.channel.basic_qos(0, 5, False)
    line.channel.basic_consume(queue=queue, callback=answer)
    line.drain()


def _client(line: Line) -> dict[str, str]:
    replies: dict[str, str] = {}

    def keep(reply: Any) -> None:
        replies[reply.properties["correlation_id"]] = reply.body.decode()

    line.channel.basic_consume(queue=REPLY_TO, no_ack=True, callback=keep)
    return replies


def test_replies_find_the_client_that_asked(desk: Desk):
    """Answers defect 10: an answer by direct reply-to is all the confirmation there is."""
    queue = desk.queue()
    _serve(desk.line(), queue)
    lines = [desk.line(), desk.line()]
    replies = [_client(line) for line in lines]
    for number in range(100):
        publish(lines[number % 2].channel, queue, "?", reply_to=REPLY_TO, correlation_id=str(number))

    for line in lines:
        line.drain()

    assert eventually(lambda: [len(each) for each in replies] == [50, 50])
    assert replies[0] == {str(number): f"re: {number}" for number in range(0, 100, 2)}
    assert replies[1] == {str(number): f"re: {number}" for number in range(1, 100, 2)}


def test_the_service_sees_an_address_and_not_the_pseudo_queue(desk: Desk):
    queue = desk.queue()
    client = desk.line()
    _client(client)
    publish(client.channel, queue, "?", reply_to=REPLY_TO)
    service = desk.line().listen(queue)
    assert service.hears(1)

    address = service.messages[0].properties["reply_to"]

    assert address.startswith(f"{REPLY_TO}.")
    assert desk.channel.queue_declare(queue=address, passive=True).queue == address


def test_a_reply_to_a_client_that_left_is_dropped(desk: Desk):
    queue = desk.queue()
    client = desk.line()
    _client(client)
    publish(client.channel, queue, "?", reply_to=REPLY_TO)
    service = desk.line().listen(queue)
    assert service.hears(1)
    address = service.messages[0].properties["reply_to"]

    client.close()
    publish(service.channel, address, "too late")

    with pytest.raises(desk.line().connection.channel_errors):
        desk.line().channel.queue_declare(queue=address, passive=True)
    desk.publish(queue, "still here")
    assert service.hears(2)


def test_a_reply_is_no_route_for_whoever_insists(desk: Desk):
    queue = desk.queue()
    client = desk.line()
    replies = _client(client)
    publish(client.channel, queue, "?", reply_to=REPLY_TO)
    service = desk.line().listen(queue)
    assert service.hears(1)
    returned: list[bytes] = []
    line = desk.line()
    line.channel.events["basic_return"].add(lambda *told: returned.append(told[3].body))

    address = service.messages[0].properties["reply_to"]
    publish(line.channel, address, "yes", mandatory=True, correlation_id="1")
    line.drain()
    client.drain()

    assert eventually(lambda: replies == {"1": "yes"} and returned == [b"yes"])


def test_a_client_that_does_not_listen_cannot_ask_for_replies(desk: Desk):
    line = desk.line()
    publish(line.channel, desk.queue(), "?", reply_to=REPLY_TO)
    with pytest.raises(PreconditionFailed):
        line.connection.drain_events(timeout=5)


def test_replies_cannot_be_acked(desk: Desk):
    with pytest.raises(PreconditionFailed):
        desk.line().channel.basic_consume(queue=REPLY_TO, no_ack=False, callback=print)


def test_a_channel_listens_for_replies_once(desk: Desk):
    channel = desk.line().channel
    channel.basic_consume(queue=REPLY_TO, no_ack=True, callback=print)
    with pytest.raises(PreconditionFailed):
        channel.basic_consume(queue=REPLY_TO, no_ack=True, callback=print)


def test_a_client_may_stop_and_listen_again(desk: Desk):
    queue = desk.queue()
    _serve(desk.line(), queue)
    line = desk.line()
    tag = line.channel.basic_consume(queue=REPLY_TO, no_ack=True, callback=print)
    line.channel.basic_cancel(tag)

    replies = _client(line)
    publish(line.channel, queue, "?", reply_to=REPLY_TO, correlation_id="1")
    line.drain()

    assert eventually(lambda: replies == {"1": "re: 1"})
