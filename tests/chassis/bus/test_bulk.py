"""Answers defect 20: heavy work goes in a child, step by step, once each, and the house stays quick."""

import os
import signal
import socket
from functools import partial
from typing import Any

import pytest

from services.chassis.bus import bulk, job_run
from services.chassis.ids import new_id
from services.chassis.storage.sql import Sql
from tests.chassis.bus.toy_house import ToyHouse, eventually
from tests.chassis.bus.toys.service import ToysService

WOUND = "SELECT wound, version FROM toys WHERE id = '{}'"


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(job_run, "LATER", 0.1)


@pytest.fixture
def children(monkeypatch: pytest.MonkeyPatch) -> list[bulk.Child]:
    """Those that were started, the last one last."""
    started: list[bulk.Child] = []

    class Noted(bulk.Child):
        def __init__(self, module: str) -> None:
            super().__init__(module)
            started.append(self)

    monkeypatch.setattr(bulk, "Child", Noted)
    return started


def wound(house: ToyHouse, toy: str) -> int:
    return int(house.rows(WOUND.format(toy))[0][0])


def asked(house: ToyHouse, toy: str, times: int, trouble: str = "none") -> dict[str, Any]:
    reply = house.ask("mill_toy", {"toy_id": toy, "times": times, "trouble": trouble}, key=new_id())
    assert reply.answer is not None, reply
    return reply.answer


def over(house: ToyHouse, job: dict[str, Any]) -> dict[str, Any]:
    assert eventually(lambda: house.job(job["id"])["ended_at"] is not None, 30), house.job(job["id"])
    return house.job(job["id"])


def _is_at_work(house: ToyHouse, toy: str, children: list[bulk.Child], kills: int) -> bool:
    return len(children) > kills and wound(house, toy) > kills * 5


def _has_moved(house: ToyHouse, seen: dict[str, Any]) -> bool:
    return bool(house.job(seen["id"])["version"] > seen["version"])


def test_a_child_does_each_step_once_with_its_events_and_its_trail(house: ToyHouse):
    toy = house.make_toy()
    ended = over(house, asked(house, toy, 5))
    assert (ended["state"], ended["done"], ended["total"]) == ("done", 5, 4 + 1)
    assert house.rows(WOUND.format(toy)) == [(5, 6)]
    assert eventually(lambda: ToysService.heard.count(toy) == 1 + 5)
    job_id = ended["id"].partition(".")[2]
    trail = f"SELECT principal FROM audit WHERE action = 'mill' AND request_id = '{job_id}'"
    assert house.rows(trail) == [("person:p-1",)] * 5
    assert house.rows(f"SELECT count(*) FROM windings WHERE id BETWEEN '{job_id}' AND '{job_id}~'") == [(10,)]


def test_the_child_knows_what_the_house_gathered_and_stands_behind_it(house: ToyHouse):
    result = over(house, asked(house, house.make_toy("bear"), 1))["result"]
    assert (result["name"], result["is_green"], result["nice"] >= 10) == ("bear", False, True)


def test_one_that_comes_too_soon_leaves_its_place_to_another_meanwhile(house: ToyHouse):
    early = asked(house, house.make_toy(), 2, "early")
    assert eventually(lambda: house.job(early["id"])["state"] == "running")
    assert over(house, asked(house, house.make_toy(), 2, "opens"))["state"] == "done"
    ended = over(house, early)
    assert (ended["state"], ended["done"]) == ("done", 2)


def test_one_that_dies_is_followed_by_another_behind_its_last_step(house: ToyHouse):
    toy = house.make_toy()
    assert over(house, asked(house, toy, 6, "dies"))["state"] == "done"
    assert wound(house, toy) == 6
    assert ToysService.heard.count(f"gathered for {toy}") == 2


def test_one_that_dies_always_is_given_up_and_what_it_did_stays(house: ToyHouse):
    toy = house.make_toy()
    ended = over(house, asked(house, toy, 6, "dies always"))
    assert (ended["state"], ended["done"], ended["error"]["code"]) == ("failed", 2, "JobBroke")
    assert wound(house, toy) == 2


def test_one_that_is_killed_at_any_moment_leaves_no_half_step(house: ToyHouse, children: list[bulk.Child]):
    toy = house.make_toy()
    begun = asked(house, toy, 40, "slow")
    for kills in range(3):
        assert eventually(partial(_is_at_work, house, toy, children, kills))
        os.kill(children[-1].process.pid, signal.SIGKILL)
    assert over(house, begun)["state"] == "done"
    assert house.rows(WOUND.format(toy)) == [(40, 41)]


def test_one_that_eats_all_memory_ends_alone(house: ToyHouse):
    toy = house.make_toy()
    ended = over(house, asked(house, toy, 6, "eats"))
    assert (ended["state"], ended["error"]["code"]) == ("failed", "JobBroke")
    assert house.ask("get_toy", {"id": toy}).answer is not None


def test_a_broken_rule_ends_the_job_with_its_values(house: ToyHouse):
    toy = house.make_toy()
    ended = over(house, asked(house, toy, 6, "refuses"))
    assert (ended["state"], ended["done"]) == ("failed", 2)
    assert (ended["error"]["code"], ended["error"]["values"]) == ("ToyUnknown", {"id": toy})


def test_it_ends_between_two_steps_when_it_is_cancelled(house: ToyHouse):
    toy = house.make_toy()
    begun = asked(house, toy, 10_000, "slow")
    assert eventually(lambda: wound(house, toy) > 2)
    house.ask("cancel_job", {"job_id": begun["id"]}, key=new_id())
    ended = over(house, begun)
    assert (ended["state"], ended["done"]) == ("cancelled", wound(house, toy))


def test_a_stop_ends_the_child_and_the_next_goes_on(house: ToyHouse, children: list[bulk.Child]):
    toy = house.make_toy()
    begun = asked(house, toy, 60, "slow")
    assert eventually(lambda: wound(house, toy) > 2)
    house.parts.pop(0).stop()
    assert children[-1].process.poll() is not None
    house.start()
    assert over(house, begun)["state"] == "done"
    assert wound(house, toy) == 60


def test_a_step_that_somebody_else_came_before_is_taken_anew(house: ToyHouse):
    """The child has read the row, and writes it only a moment later."""
    toy = house.make_toy()
    begun = asked(house, toy, 20, "slow")
    ours, change = 0, Sql("UPDATE toys SET wound = wound + 1, version = version + 1")
    while (seen := house.job(begun["id"]))["ended_at"] is None:
        with house.parts[0].foundation.database.work("d1") as rows:
            ours += rows.run(change).rowcount
        eventually(partial(_has_moved, house, seen))
    assert house.job(begun["id"])["state"] == "done"
    assert wound(house, toy) == 20 + ours


def test_a_holder_whose_lease_another_has_keeps_nothing_more(house: ToyHouse):
    toy = house.make_toy()
    begun = asked(house, toy, 30, "slow")
    assert eventually(lambda: wound(house, toy) > 3)
    with house.parts[0].foundation.database.work("d1") as rows:
        rows.run(Sql("UPDATE jobs SET fence = fence + 1, until = 0"))
    assert over(house, begun)["done"] == 30
    assert wound(house, toy) == 30


def test_a_child_whose_house_is_gone_leaves_by_itself(
    house: ToyHouse, children: list[bulk.Child], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(bulk, "LEAVES_WITHIN", 60.0)  # behind everybody else: nobody is to lose patience here
    toy = house.make_toy()
    begun = asked(house, toy, 30, "slow")
    assert eventually(lambda: wound(house, toy) > 1)
    children[0].pipe._wire.shutdown(socket.SHUT_RDWR)  # type: ignore[attr-defined]
    assert over(house, begun)["state"] == "done"
    assert children[0].process.returncode == 0
    assert wound(house, toy) == 30
