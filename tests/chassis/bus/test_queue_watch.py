"""What waits in the queues of a service is told by the broker, whichever it is.

Answers no defect: it shows what waits.
"""

import json
from datetime import UTC, datetime, timedelta

import pytest

from services.chassis.bus.link import open_connection
from services.chassis.bus.queue_watch import QueueWatch
from services.chassis.bus.topology import EXCHANGE, Binding, Topology
from services.chassis.ids import new_id
from services.chassis.settings import BrokerSettings
from tests.chassis.bus.toy_house import eventually
from tests.processes import free_port

TYPE = "linli.sun.Risen.v1"


@pytest.fixture(params=["embedded", "rabbitmq"])
def broker(request) -> BrokerSettings:
    if request.param == "embedded":
        return BrokerSettings(f"embedded://{new_id()}")
    return BrokerSettings(request.getfixturevalue("rabbitmq").fresh_vhost())


def waiting(channel) -> int:
    return channel.queue_declare("events.dial.turn", passive=True).message_count


class Sundial:
    """A queue that nobody hears."""

    def __init__(self, broker: BrokerSettings) -> None:
        topology = Topology(
            (Binding("events.dial.turn", TYPE, "dial"), Binding("events.cock.crow", TYPE, "cock"))
        )
        self.connection = open_connection(broker)
        topology.declare(self.connection)
        self.delivered: dict[str, str] = {}
        self.watch = QueueWatch(broker, "dial", topology, self.delivered)

    def rise(self, times: int) -> None:
        """Until the queue has them: a channel may be closed before what it took has come there."""
        channel = self.connection.channel()
        before = waiting(channel)
        for _ in range(times):
            body = json.dumps({"id": new_id(), "type": TYPE}).encode()
            channel.basic_publish(channel.prepare_message(body), exchange=EXCHANGE, routing_key=TYPE)
        assert eventually(lambda: waiting(channel) == before + times)
        channel.close()

    def purge(self) -> None:
        channel = self.connection.channel()
        channel.queue_purge("events.dial.turn")
        channel.close()

    def seen(self):
        figures = self.watch.look()
        assert figures is not None
        assert [figure.name for figure in figures] == ["rpc.dial", "events.dial.turn", "linli.dead-letters"]
        return figures[1]


@pytest.fixture
def sundial(broker):
    sundial = Sundial(broker)
    yield sundial
    sundial.watch.close()
    sundial.connection.release()


def test_what_waits_is_counted_and_who_hears_it(sundial):
    assert (sundial.seen().depth, sundial.seen().consumers) == (0, 0)
    sundial.rise(3)
    assert (sundial.seen().depth, sundial.seen().consumers) == (3, 0)


def test_the_oldest_is_no_older_than_the_queue_was_seen_empty(sundial):
    assert sundial.seen().oldest_seconds == 0
    sundial.rise(1)
    first = sundial.seen().oldest_seconds
    assert 0 < first < sundial.seen().oldest_seconds
    sundial.purge()
    assert sundial.seen().oldest_seconds == 0


def test_the_oldest_is_no_older_than_what_was_last_delivered(sundial):
    sundial.rise(1)
    before = sundial.seen().oldest_seconds
    sundial.delivered["events.dial.turn"] = (datetime.now(UTC) - timedelta(hours=1)).isoformat()
    assert before < sundial.seen().oldest_seconds < 60
    sundial.delivered["events.dial.turn"] = (datetime.now(UTC) + timedelta(hours=1)).isoformat()
    assert sundial.seen().oldest_seconds == 0


def test_a_queue_that_is_not_there_has_nothing_and_nobody(sundial):
    figures = sundial.watch.look()
    assert figures is not None
    assert (figures[0].depth, figures[0].consumers) == (0, 0)


def test_a_broker_that_is_away_tells_nothing_and_later_all(broker, sundial):
    away = QueueWatch(BrokerSettings(f"amqp://127.0.0.1:{free_port()}/"), "dial", Topology(()), {})
    assert away.look() is None
    sundial.watch.close()
    assert sundial.seen().depth == 0
