"""Tracing among green threads: each keeps to its own trace, and a collector that hangs holds up none of them.

Answers defect 11: what leaves for a collector starves no heartbeat.
"""

from contextlib import closing
from typing import Any

import eventlet
import pytest
from eventlet.patcher import original

from services.chassis import logs, tracing
from services.chassis.bus.request import Request
from services.chassis.ids import new_id
from services.chassis.settings import TracingSettings
from tests.chassis.bus.toy_house import eventually

socket = original("socket")


@pytest.fixture
def silent_collector():
    """Takes connections and never answers."""
    with closing(socket.socket()) as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(16)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/v1/traces"


def traced_ids(request_id: str, turns: list[str]) -> None:
    logs.request_id.set(request_id)
    with tracing.root("gateway", request_id):
        for _ in range(3):
            eventlet.sleep(0)
            with tracing.within("part"):
                eventlet.sleep(0)
                turns.append(f"{request_id} {tracing.trace_id()}")


def test_each_greenlet_keeps_to_its_own_trace(silent_collector):
    ids = [new_id() for _ in range(8)]
    turns: list[str] = []
    with tracing.exported(TracingSettings(silent_collector, 1.0)):
        for greenlet in [eventlet.spawn(traced_ids, id, turns) for id in ids]:
            greenlet.wait()
        assert eventlet.spawn(tracing.trace_id).wait() is None
    assert len(turns) == 24
    assert {turn.split()[1] for turn in turns} == {id.replace("-", "") for id in ids}
    assert all(turn.split()[1] == turn.split()[0].replace("-", "") for turn in turns)


def test_a_collector_that_never_answers_holds_up_nobody(silent_collector):
    """More spans than the queue holds: what it cannot take is dropped, and the stop does not wait for it."""
    beats: list[int] = []

    def beat() -> None:
        while True:
            beats.append(len(beats))
            eventlet.sleep(0.01)

    beating = eventlet.spawn(beat)
    with tracing.exported(TracingSettings(silent_collector, 1.0)):
        for _ in range(3000):
            with tracing.root("gateway", new_id()):
                pass
            eventlet.sleep(0)
        assert eventually(lambda: len(beats) > 100)
    assert tracing.traceparent() is None
    beating.kill()


def a_request(**more: Any) -> Request:
    return Request("close_case", {}, "token", "r-1", "en", 1.0, **more)


def test_a_request_that_nobody_traces_is_as_it_was_before_tracing():
    """Answers no defect: an older version, which knows no such name, understands it."""
    assert b"traceparent" not in a_request().dumps()
    assert Request.loads(a_request().dumps()) == a_request()


def test_a_request_carries_its_trace_and_names_of_a_newer_version_are_left_out():
    """Answers no defect: two versions run side by side."""
    traced = a_request(traceparent="00-a-b-01")
    assert Request.loads(traced.dumps()) == traced
    assert Request.loads(traced.dumps()[:-1] + b',"of_tomorrow":1}') == traced
