"""A request's id goes with what it set going: into handlers, jobs, and what those ask of others.

Answers no defect: it leads from one process's lines to another's.
"""

import logging
from contextlib import contextmanager
from types import SimpleNamespace

from eventlet import spawn

from services.chassis import logs
from services.chassis.bus.remote import Remote
from tests.chassis.bus.toy_house import eventually
from tests.chassis.bus.toys.service import ToysService

Line = tuple[str, str, str]


@contextmanager
def noted(level: int = logging.INFO):
    """Each line as its message, request id and job id: what a formatter finds when it writes it."""
    lines: list[Line] = []

    class Noting(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append((record.msg, logs.request_id.get(), logs.job_id.get()))

    root, handler = logging.getLogger(), Noting()
    before = root.level
    root.addHandler(handler)
    root.setLevel(level)
    yield lines
    root.setLevel(before)
    root.removeHandler(handler)


def test_what_a_handler_says_has_the_id_of_the_request_that_its_event_comes_from(house):
    ToysService.trouble["bad"] = ValueError()
    with noted() as lines:
        house.publish("linli.toys.ToyMade.v1", {"id": "bad"}, requestid="r-of-another")
        assert eventually(lambda: ("handler raised", "r-of-another", "") in lines)


def test_what_a_job_says_has_the_id_of_who_asked_and_its_own(house):
    toy_id = house.make_toy()
    with noted() as lines:
        job = house.ask("wind_up", {"toy_id": toy_id, "times": 2}).answer
        job_id = job["id"].partition(".")[2]
        assert eventually(lambda: ("job ended", "r-1", job_id) in lines), lines


def test_what_a_handler_or_a_job_asks_of_others_goes_under_the_same_id(house, monkeypatch):
    foundation = house.parts[0].foundation
    asked: list[str] = []
    call = foundation.client.call

    def noting(*words, **more):
        asked.append(more["request_id"])
        return call(*words, **more)

    monkeypatch.setattr(foundation.client, "call", noting)

    def handle() -> None:
        logs.request_id.set("r-of-an-event")
        remote = Remote(foundation, "d1", None, SimpleNamespace(is_open=False))
        remote.call("toys", "feed_toys", {"limit": 1, "after": None})

    spawn(handle).wait()
    assert asked == ["r-of-an-event"]
