"""Calls that end: in an answer, or in a refusal within their deadline, on both brokers.

Answers defects 1, 2, 3, 4 and 5.
"""

import time

import eventlet
import pytest

from services.chassis.bus import topology
from services.chassis.bus.client import RpcClient, queue_of
from services.chassis.bus.link import Link
from services.chassis.bus.request import Request
from services.chassis.errors import DeadlinePassed, ServiceUnavailable
from services.chassis.settings import BrokerSettings
from tests.chassis.bus.desk import Desk


class Answerer:
    """A service of one queue, answering each request by `answer(request)`; None leaves it unanswered."""

    def __init__(self, broker: BrokerSettings, answer) -> None:
        self.seen: list[Request] = []
        self._answer = answer
        self.link = Link(broker, "answerer", self._set_up)
        self.link.start()
        assert self.link.wait_up(5)

    def _set_up(self, connection) -> None:
        self.channel = connection.channel()
        self.channel.basic_qos(0, 32, False)
        topology.declare_rpc(self.channel, queue_of("toys"))
        self.channel.basic_consume(queue=queue_of("toys"), no_ack=False, callback=self._on_request)

    def _on_request(self, raw) -> None:
        request = Request.loads(raw.body if isinstance(raw.body, bytes) else raw.body.encode())
        self.seen.append(request)
        reply = self._answer(request)
        if reply is not None:
            properties = {"correlation_id": raw.properties["correlation_id"], "delivery_mode": 1}
            message = self.channel.prepare_message(reply, properties=properties)
            self.channel.basic_publish(message, exchange="", routing_key=raw.properties["reply_to"])
        self.channel.basic_ack(raw.delivery_tag)


@pytest.fixture
def broker(desk: Desk) -> BrokerSettings:
    return BrokerSettings(uri=desk.uri)


@pytest.fixture
def client(broker):
    client = RpcClient(broker)
    client.start()
    yield client
    client.stop()


@pytest.fixture
def toys(broker):
    """Answers with the method's name; the method `silent` gets no answer."""
    answerer = Answerer(
        broker,
        lambda request: (
            None if request.method == "silent" else b'{"answer":{"did":"%s"}}' % request.method.encode()
        ),
    )
    yield answerer
    answerer.link.stop()


def ask(client: RpcClient, method: str = "wind_up", service: str = "toys", **words):
    return client.call(service, method, {"id": "t-1"}, token="a.b.c", request_id="r-1", **words)


def test_a_call_gets_its_answer_and_carries_its_context(client, toys):
    assert ask(client, key="k-1", language="en").answer == {"did": "wind_up"}
    seen = toys.seen[0]
    assert (seen.body, seen.token, seen.request_id, seen.key, seen.language) == (
        {"id": "t-1"},
        "a.b.c",
        "r-1",
        "k-1",
        "en",
    )


def test_sixteen_at_a_time_each_get_their_own_answer(client, toys):
    """Answers defect 5: one channel carries all calls of a process, without a pool to wait for."""
    pool = eventlet.GreenPool(16)
    names = [f"m{number}" for number in range(200)]
    replies = pool.imap(lambda name: ask(client, name), names)
    assert [reply.answer["did"] for reply in replies] == names


def test_a_call_without_an_answer_ends_at_its_deadline(client, toys):
    """Answers defect 1: a proxy that waits for ever."""
    started = time.monotonic()
    with pytest.raises(DeadlinePassed):
        ask(client, "silent", deadline=0.3)
    assert 0.25 <= time.monotonic() - started <= 0.33 + 0.3


def test_the_deadline_travels_with_the_call(client, toys):
    """Answers defect 1: whoever takes the request up knows when nobody waits any more."""
    ask(client, deadline=7.0)
    assert 6.0 < toys.seen[0].deadline - time.time() <= 7.0


def test_nobody_waits_any_more_after_a_deadline(client, toys):
    """Answers defect 1: the entry of a call that timed out is dropped."""
    with pytest.raises(DeadlinePassed):
        ask(client, "silent", deadline=0.05)
    assert client._waiting == {}


def test_a_service_that_is_away_is_refused_in_under_a_second(client):
    """Answers defect 1: no queue without a consumer, and `mandatory` tells."""
    started = time.monotonic()
    with pytest.raises(ServiceUnavailable) as refused:
        ask(client, service="nobody")
    assert time.monotonic() - started < 1
    assert refused.value.values == {"service": "nobody"}


def test_a_service_that_comes_back_within_the_budget_answers(client, broker):
    waiting = eventlet.spawn(ask, client)
    eventlet.sleep(0.1)
    late = Answerer(broker, lambda request: b'{"answer":{"did":"late"}}')
    assert waiting.wait().answer == {"did": "late"}
    late.link.stop()


def test_a_lost_connection_refuses_every_waiter_at_once_and_heals(client, toys):
    """Answers defect 2: nobody hangs on a reply queue that is gone."""
    waiting = [eventlet.spawn(outcome_of, client, "silent") for _ in range(5)]
    eventlet.sleep(0.1)
    started = time.monotonic()
    client._link.break_off("pulled")
    assert [each.wait() for each in waiting] == ["ServiceUnavailable"] * 5
    assert time.monotonic() - started < 1
    assert ask(client).answer == {"did": "wind_up"}


def outcome_of(client: RpcClient, method: str) -> str:
    try:
        ask(client, method, deadline=10)
    except (ServiceUnavailable, DeadlinePassed) as refused:
        return type(refused).__name__
    return "answered"


def test_a_broker_that_is_away_is_refused_in_under_a_second():
    """Answers defect 4: no publish is tried again for ten seconds."""
    client = RpcClient(BrokerSettings(uri="amqp://guest:guest@127.0.0.1:1//"))
    client.start()
    started = time.monotonic()
    with pytest.raises(ServiceUnavailable):
        ask(client)
    assert time.monotonic() - started < 1
    client.stop()


def test_a_client_says_for_how_long_its_broker_has_been_away(client, toys):
    ask(client)
    assert client.down_for == 0
    away = RpcClient(BrokerSettings(uri="amqp://guest:guest@127.0.0.1:1//"))
    away.start()
    first = away.down_for
    eventlet.sleep(0.05)
    assert away.down_for > first > 0
    away.stop()


def test_a_blocked_broker_is_refused_at_once(client, toys):
    """Answers defect 3: a broker that takes no publishes keeps nobody waiting."""
    ask(client)
    client._link.is_blocked = True
    with pytest.raises(ServiceUnavailable):
        ask(client)
