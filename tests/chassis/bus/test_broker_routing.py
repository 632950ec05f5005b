"""Which queues a message goes to. Answers no defect: the embedded broker keeps what RabbitMQ promises."""

import pytest
from amqp.exceptions import NotFound

from tests.chassis.bus.desk import Desk

TOPICS = [
    ("care.claim.approved", "care.claim.approved", True),
    ("care.claim.approved", "care.claim", False),
    ("*", "care", True),
    ("*", "care.claim", False),
    ("*", "", False),
    ("care.*", "care.claim", True),
    ("care.*", "care", False),
    ("*.claim", "care.claim", True),
    ("*.claim", "claim", False),
    ("#", "", True),
    ("#", "care", True),
    ("#", "care.claim.approved", True),
    ("care.#", "care", True),
    ("care.#", "care.claim.approved", True),
    ("care.#", "careful", False),
    ("#.approved", "approved", True),
    ("#.approved", "care.claim.approved", True),
    ("#.approved", "care.claim.approved.late", False),
    ("care.#.approved", "care.approved", True),
    ("care.#.approved", "care.claim.visit.approved", True),
    ("*.#", "", False),
    ("*.#", "care", True),
    ("#.*", "care.claim", True),
    ("#.#", "", True),
    ("*.*", "care.", True),
    ("care..claim", "care..claim", True),
    ("care.*.claim", "care..claim", True),
    ("", "", True),
    ("", "care", False),
]


def _bound(desk: Desk, exchange: str, word: str, *keys: str) -> str:
    queue = desk.queue(word)
    for key in keys:
        desk.channel.queue_bind(queue=queue, exchange=exchange, routing_key=key)
    return queue


@pytest.mark.parametrize(("binding", "key", "arrives"), TOPICS)
def test_a_star_is_one_word_and_a_hash_any_number(desk: Desk, binding: str, key: str, arrives: bool):
    exchange = desk.exchange("topic")
    queue = _bound(desk, exchange, "work", binding)
    desk.publish(key, "hello", exchange=exchange)
    desk.publish(queue, "end")
    listener = desk.line().listen(queue)

    assert listener.hears(1 + arrives)
    assert listener.bodies == (["hello", "end"] if arrives else ["end"])


def test_a_fanout_gives_every_bound_queue_a_copy(desk: Desk):
    exchange = desk.exchange("fanout")
    queues = [_bound(desk, exchange, f"q{number}", "") for number in range(3)]
    desk.queue("unbound")

    desk.publish("whatever", "hello", exchange=exchange)

    listeners = [desk.line().listen(queue) for queue in queues]
    assert all(listener.hears(1) for listener in listeners)
    assert [listener.bodies for listener in listeners] == [["hello"]] * 3
    assert desk.waiting_in(desk.name("unbound")) == 0


def test_a_direct_exchange_wants_the_very_key(desk: Desk):
    exchange = desk.exchange("direct")
    queue = _bound(desk, exchange, "work", "care")
    for key in ("care", "care.", "Care", "#"):
        desk.publish(key, key, exchange=exchange)
    listener = desk.line().listen(queue)

    desk.publish(queue, "end")

    assert listener.hears(2)
    assert listener.bodies == ["care", "end"]


def test_a_queue_gets_one_copy_however_many_bindings_match(desk: Desk):
    exchange = desk.exchange("topic")
    queue = _bound(desk, exchange, "work", "care.#", "*.claim", "care.claim")
    desk.publish("care.claim", "hello", exchange=exchange)
    listener = desk.line().listen(queue)

    desk.publish(queue, "end")

    assert listener.hears(2)
    assert listener.bodies == ["hello", "end"]


def test_what_was_unbound_gets_nothing_more(desk: Desk):
    exchange = desk.exchange("topic")
    queue = _bound(desk, exchange, "work", "care.#")
    desk.publish("care.claim", "before", exchange=exchange)

    desk.channel.queue_unbind(queue=queue, exchange=exchange, routing_key="care.#")
    desk.publish("care.claim", "after", exchange=exchange)
    desk.publish(queue, "end")

    listener = desk.line().listen(queue)
    assert listener.hears(2)
    assert listener.bodies == ["before", "end"]


def test_a_deleted_queue_leaves_no_binding_behind(desk: Desk):
    exchange = desk.exchange("fanout")
    queue = _bound(desk, exchange, "work", "")
    desk.channel.queue_delete(queue=queue)
    desk.queue("work")

    desk.publish("", "hello", exchange=exchange)

    assert desk.waiting_in(queue) == 0


def test_the_exchanges_every_broker_has_are_there(desk: Desk):
    for kind in ("direct", "fanout", "topic"):
        queue = _bound(desk, f"amq.{kind}", kind, desk.name("key"))
        desk.publish(desk.name("key"), "hello", exchange=f"amq.{kind}")
        assert desk.line().listen(queue).hears(1)


def test_a_new_binding_counts_for_a_key_that_was_routed_before(desk: Desk):
    exchange = desk.exchange("topic")
    first = _bound(desk, exchange, "first", "care.*")
    desk.publish("care.claim", "before", exchange=exchange)

    second = _bound(desk, exchange, "second", "care.claim")
    desk.publish("care.claim", "after", exchange=exchange)

    heard = [desk.line().listen(queue) for queue in (first, second)]
    assert heard[0].hears(2)
    assert heard[1].hears(1)
    assert [listener.bodies for listener in heard] == [["before", "after"], ["after"]]


def test_an_exchange_that_deletes_itself_goes_with_its_last_binding(desk: Desk):
    exchange = desk.name("passing")
    desk.channel.exchange_declare(exchange=exchange, type="fanout", auto_delete=True)
    queue = _bound(desk, exchange, "work", "")

    desk.channel.queue_delete(queue=queue)

    with pytest.raises(NotFound):
        desk.channel.exchange_declare(exchange=exchange, type="fanout", passive=True)
