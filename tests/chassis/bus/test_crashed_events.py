"""An event whose handler ends the process: who counts as its cause, and who goes first (T6).

Answers defects 6, 11 and 13: such an event ends as dead, and what ran beside it is not blamed.
"""

import json
import threading
from dataclasses import dataclass, field
from datetime import timedelta

import eventlet
import pytest

from services.chassis.bus.client import RpcClient
from services.chassis.bus.events import Listener, event_queue, hearers_of
from services.chassis.bus.parked import ParkedWorker
from services.chassis.bus.service_part import ServicePart
from services.chassis.bus.topology import Topology
from services.chassis.errors import DatabaseUnavailable
from services.chassis.specs import listeners_of
from services.chassis.storage import inbox
from services.chassis.storage.sql import Sql
from tests.chassis.bus.toy_house import BINDINGS, eventually, sqlite_settings
from tests.chassis.bus.toys.service import ToysService

HANDLER = "count_windings"


class ProcessEnded(BaseException):
    """Stands for the end of the process: nothing that a handler's failure calls for is done."""


@dataclass
class Redelivered:
    """A delivery that was given to a process before."""

    id: str
    is_redelivered: bool = True
    ended: list[str] = field(default_factory=list)

    @property
    def body(self) -> bytes:
        return json.dumps(envelope_of(self.id)).encode()

    def ack(self) -> None:
        self.ended.append("acked")

    def give_back(self) -> None:
        self.ended.append("given back")


def envelope_of(id: str) -> dict:
    return {"id": id, "type": "linli.toys.ToyMade.v1", "district": "d1", "subject": id, "data": {"id": id}}


@pytest.fixture
def foundation(tmp_path):
    settings = sqlite_settings(tmp_path, "embedded://crashed")
    part = ServicePart(ToysService, settings, RpcClient(settings.broker), Topology(BINDINGS))
    ToysService.trouble.clear()
    ToysService.heard.clear()
    yield part.foundation
    ToysService.trouble.clear()
    part.foundation.database.close()


@pytest.fixture
def listener(foundation):
    [spec] = listeners_of(ToysService)
    listener = Listener(spec)
    listener.foundation, listener.hearer = foundation, hearers_of(foundation)[HANDLER]
    listener.queue = event_queue("toys", HANDLER)
    return listener


def rows(foundation, query):
    with foundation.database.look("d1") as look:
        return [tuple(row) for row in look.run(Sql(query)).rows]


def states(foundation):
    return dict(rows(foundation, "SELECT event_id, state FROM inbox"))


def attempts(foundation):
    return dict(rows(foundation, "SELECT event_id, attempts FROM inbox"))


def deliver(listener, id):
    """What became of it."""
    delivery = Redelivered(id)
    try:
        listener.run(None, delivery)
    except ProcessEnded:
        return ["ended the process"]
    return delivery.ended


def test_an_event_that_ended_a_process_twice_alone_is_dead_at_its_third_redelivery(listener, foundation):
    ToysService.trouble["bad"] = ProcessEnded()
    assert [deliver(listener, "bad") for _ in range(3)] == [["ended the process"]] * 2 + [["acked"]]
    assert rows(foundation, "SELECT state, error FROM inbox") == [("dead", "crashed")]


def test_one_that_has_ended_a_process_alone_lets_the_others_go_first(listener):
    ToysService.trouble["bad"] = ProcessEnded()
    deliver(listener, "bad")
    ToysService.heard.clear()

    greenlets = [eventlet.spawn(deliver, listener, id) for id in ("bad", "good", "better")]
    ends = [greenlet.wait() for greenlet in greenlets]

    assert ends == [["ended the process"], ["acked"], ["acked"]]
    assert ToysService.heard == ["good", "better", "bad"]


def test_a_database_that_is_away_for_a_while_is_no_second_attempt(listener, foundation):
    ToysService.trouble["slow"] = DatabaseUnavailable()
    greenlet = eventlet.spawn(deliver, listener, "slow")
    assert eventually(lambda: len(ToysService.heard) >= 3)
    assert attempts(foundation) == {"slow": 1}

    ToysService.trouble.clear()
    assert greenlet.wait() == ["acked"]
    assert states(foundation) == {"slow": "done"}


def test_a_service_that_stops_gives_back_what_it_could_not_note(listener):
    """Answers defect 13: the stop does not wait, and the event is delivered again."""
    ToysService.trouble["slow"] = DatabaseUnavailable()
    greenlet = eventlet.spawn(deliver, listener, "slow")
    assert eventually(lambda: len(ToysService.heard) >= 1)
    listener._stopping = True
    assert greenlet.wait() == ["given back"]


@pytest.fixture
def worker(foundation):
    worker = ParkedWorker()
    worker.foundation, worker.hearers = foundation, hearers_of(foundation)
    worker._stopping = threading.Event()
    return worker


def park(foundation, *ids):
    """Due at once, in this order."""
    for place, id in enumerate(ids):
        now = foundation.clock.now() - timedelta(hours=1) + timedelta(seconds=place)
        with foundation.database.work("d1") as work:
            words = {"envelope": json.dumps(envelope_of(id)), "error": "x", "now": now}
            inbox.park(work, "d1", HANDLER, id, waits=[timedelta()], **words)


def test_a_parked_event_that_ends_the_process_leaves_the_others_unblamed(worker, foundation):
    park(foundation, "bad", "good", "better")
    ToysService.trouble["bad"] = ProcessEnded()

    with pytest.raises(ProcessEnded):
        worker.try_due()
    assert attempts(foundation) == {"bad": 1, "good": 0, "better": 0}

    assert worker.try_due() == 2
    assert states(foundation) == {"bad": "parked", "good": "done", "better": "done"}


def test_a_parked_event_that_did_not_end_before_is_tried_alone(worker, foundation):
    park(foundation, "bad")
    with foundation.database.work("d1") as work:
        work.run(Sql("UPDATE inbox SET attempts = 1"))

    with foundation.gate.together():
        greenlet = eventlet.spawn(worker.try_due)
        eventlet.sleep(0.1)
        assert ToysService.heard == []
    assert greenlet.wait() == 1
    assert ToysService.heard == ["bad"]
