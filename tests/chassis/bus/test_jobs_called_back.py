"""Answers defect 20: a job whose asker has lost the right ends at its next step, and says so (D13)."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from services.chassis.bus import standing
from services.chassis.caller import Caller, Grant
from services.chassis.ids import new_id
from tests.chassis.bus.toy_house import ToyHouse, eventually

MANY = 100_000
ASKER = ("d1", "person:p-1", 1)


def asked(house: ToyHouse, method: str, **more: Any) -> str:
    reply = house.ask(method, {"toy_id": house.make_toy(), "times": MANY} | more, key=new_id())
    assert reply.answer is not None, reply
    return str(reply.answer["id"])


def ended(house: ToyHouse, job_id: str) -> dict[str, Any]:
    operator = house.token_of_operator()
    assert eventually(lambda: house.job(job_id, token=operator)["ended_at"] is not None, 30)
    return house.job(job_id, token=operator)


@pytest.mark.parametrize(("method", "more"), [("wind_up", {}), ("mill_toy", {"trouble": "none"})])
def test_it_stops_at_its_next_step(house: ToyHouse, method: str, more: dict[str, Any]):
    job_id = asked(house, method, **more)
    assert eventually(lambda: house.job(job_id)["done"] > 0, 30)
    house.parts[0].foundation.called_back.hear([ASKER])
    over = ended(house, job_id)
    assert (over["state"], over["error"]["code"]) == ("failed", "PermissionMissing")
    assert 0 < over["done"] < MANY


@pytest.mark.parametrize(
    ("method", "more", "seconds"), [("wind_up", {}, 6), ("mill_toy", {"trouble": "none"}, 15)]
)
def test_it_stops_when_the_grant_ends_by_itself(
    house: ToyHouse, method: str, more: dict[str, Any], seconds: int
):
    """A child begins later than a step of the house."""
    soon = datetime.now(UTC) + timedelta(seconds=seconds)
    asker = house.token_of("p-7", [Grant("district_officer", until=soon)])
    body = {"toy_id": house.make_toy(), "times": MANY} | more
    reply = house.ask(method, body, key=new_id(), token=asker)
    assert reply.answer is not None, reply
    over = ended(house, str(reply.answer["id"]))
    assert (over["state"], over["error"]["code"]) == ("failed", "PermissionMissing")
    assert 0 < over["done"] < MANY


class Members:
    """The service that grants, as a job asks it."""

    version = 0

    def answer(self, *_: Any) -> dict[str, int]:
        return {"grants_version": self.version}


@pytest.mark.parametrize(("version", "state"), [(0, "done"), (1, "failed")])
def test_one_that_waited_asks_before_it_begins(
    house: ToyHouse, monkeypatch: pytest.MonkeyPatch, version: int, state: str
):
    members = Members()
    members.version = version
    monkeypatch.setattr(standing, "call_as_service", members.answer)
    house.parts[0].foundation.granting = "members"
    reply = house.ask("wind_up", {"toy_id": house.make_toy(), "times": 2}, key=new_id())
    assert reply.answer is not None
    assert ended(house, str(reply.answer["id"]))["state"] == state


def test_services_and_operators_hold_no_grants_that_could_end(monkeypatch: pytest.MonkeyPatch):
    class Foundation:
        granting = "members"

    for kind in ("service", "operator"):
        assert standing.must_stand(Foundation(), Caller("d1", "o-1", kind), "jobs.read") is None  # type: ignore[arg-type, func-returns-value]
