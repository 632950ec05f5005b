"""Answers defect 20: long work goes step by step, once each, through kills, stops and quarrels."""

from typing import Any

import pytest

from services.chassis.bus import job_run
from services.chassis.caller import Grant
from services.chassis.errors import DatabaseUnavailable, ServiceUnavailable
from services.chassis.ids import new_id
from services.chassis.storage.sql import Sql
from tests.chassis.bus.toy_house import ToyHouse, eventually
from tests.chassis.bus.toys.service import ToysService
from tests.chassis.bus.toys.transaction import ToyUnknown

WOUND = "SELECT wound FROM toys WHERE id = '{}'"


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(job_run, "LATER", 0.1)


def wound(house: ToyHouse, toy: str) -> int:
    [(times,)] = house.rows(WOUND.format(toy))
    return int(times)


def asked(house: ToyHouse, toy: str, times: int, **words: Any) -> dict[str, Any]:
    reply = house.ask("wind_up", {"toy_id": toy, "times": times}, key=new_id(), **words)
    assert reply.answer is not None, reply
    return reply.answer


def test_a_job_goes_step_by_step_to_its_end(house: ToyHouse):
    toy = house.make_toy()
    begun = asked(house, toy, 3)
    assert (begun["state"], begun["done"], begun["retry_after"]) == ("waiting", 0, 2)
    over = house.job_over(begun["id"])
    assert (over["state"], over["done"], over["total"], over["result"]) == ("done", 3, 3, {"wound": 3})
    assert over["retry_after"] is None
    assert wound(house, toy) == 3


def test_each_step_leaves_its_trail(house: ToyHouse):
    over = house.job_over(asked(house, house.make_toy(), 3)["id"])
    trail = (
        f"SELECT principal FROM audit WHERE action = 'wind' AND request_id = '{over['id'].partition('.')[2]}'"
    )
    assert house.rows(trail) == [("person:p-1",)] * 3


def test_a_request_that_comes_twice_asks_for_one_job(house: ToyHouse):
    toy, key = house.make_toy(), new_id()
    first, second = (house.ask("wind_up", {"toy_id": toy, "times": 1}, key=key).answer for _ in range(2))
    assert first == second
    assert len(house.rows("SELECT id FROM jobs")) == 1


def test_of_one_lane_one_waits_for_the_other(house: ToyHouse):
    toys = [house.make_toy(), house.make_toy()]
    first, second = (asked(house, toys[0], 20) for _ in range(2))
    house.job_over(second["id"])
    assert house.job(first["id"])["ended_at"] <= house.job(second["id"])["started_at"]
    assert wound(house, toys[0]) == 40


def test_one_with_an_older_id_that_comes_late_waits_too(house: ToyHouse):
    toy = house.make_toy()
    running = asked(house, toy, 100_000)
    assert eventually(lambda: wound(house, toy) > 0)
    columns = "district, kind, lane, asked_by, caller, params, created_at, version"
    late = f"INSERT INTO jobs (id, state, {columns}) SELECT '0', 'waiting', {columns} FROM jobs"
    with house.parts[0].foundation.database.work("d1") as rows:
        rows.run(Sql(late))
    before = wound(house, toy)
    assert eventually(lambda: wound(house, toy) > before + 20)
    assert house.rows("SELECT state FROM jobs WHERE id = '0'") == [("waiting",)]
    house.ask("cancel_job", {"job_id": running["id"]}, key=new_id())
    assert eventually(lambda: house.rows("SELECT state FROM jobs WHERE id = '0'") == [("running",)])


def test_one_that_runs_ends_before_its_next_step_when_it_is_cancelled(house: ToyHouse):
    toy = house.make_toy()
    begun = asked(house, toy, 100_000)
    assert eventually(lambda: wound(house, toy) > 2)
    house.ask("cancel_job", {"job_id": begun["id"]}, key=new_id())
    over = house.job_over(begun["id"])
    assert (over["state"], over["is_cancelled"], over["done"]) == ("cancelled", True, wound(house, toy))


def test_one_that_waits_is_cancelled_at_once(house: ToyHouse):
    toy = house.make_toy()
    before, waiting = (asked(house, toy, 100_000) for _ in range(2))
    told = house.ask("cancel_job", {"job_id": waiting["id"]}, key=new_id()).answer
    assert told is not None
    assert (told["state"], told["started_at"]) == ("cancelled", None)
    house.ask("cancel_job", {"job_id": before["id"]}, key=new_id())
    house.job_over(before["id"])


def test_what_is_over_is_not_cancelled(house: ToyHouse):
    over = house.job_over(asked(house, house.make_toy(), 1)["id"])
    told = house.ask("cancel_job", {"job_id": over["id"]}, key=new_id()).answer
    assert told == over


def test_a_broken_rule_ends_it_and_what_was_done_stays(house: ToyHouse):
    toy = house.make_toy()
    ToysService.trouble["wind"] = {2: ToyUnknown(id=toy)}
    over = house.job_over(asked(house, toy, 5)["id"])
    assert (over["state"], over["done"], over["error"]["code"]) == ("failed", 2, "ToyUnknown")
    assert over["error"]["values"] == {"id": toy}
    assert wound(house, toy) == 2


@pytest.mark.parametrize("away", [DatabaseUnavailable(), ServiceUnavailable(service="grids")])
def test_what_is_away_is_waited_for(house: ToyHouse, away: Exception):
    toy = house.make_toy()
    ToysService.trouble["wind"] = {1: away}
    assert house.job_over(asked(house, toy, 3)["id"])["state"] == "done"
    assert wound(house, toy) == 3


def test_what_fails_once_is_tried_again(house: ToyHouse):
    toy = house.make_toy()
    ToysService.trouble["wind"] = {1: RuntimeError("the spring slipped")}
    assert house.job_over(asked(house, toy, 3)["id"])["state"] == "done"
    assert wound(house, toy) == 3


class AlwaysBroken(dict[int, Any]):
    def pop(self, _: Any) -> Exception:  # type: ignore[override]
        return RuntimeError("the spring is gone")


def test_what_fails_three_times_in_a_row_is_given_up(house: ToyHouse):
    toy = house.make_toy()
    ToysService.trouble["wind"] = AlwaysBroken({1: None})
    over = house.job_over(asked(house, toy, 3)["id"])
    assert (over["state"], over["done"], over["error"]["code"]) == ("failed", 1, "JobBroke")
    assert wound(house, toy) == 1


def test_one_that_ends_its_process_three_times_is_given_up(house: ToyHouse):
    toy = house.make_toy()
    begun = asked(house, toy, 100_000)
    assert eventually(lambda: wound(house, toy) > 0)
    with house.parts[0].foundation.database.work("d1") as rows:
        rows.run(Sql("UPDATE jobs SET attempts = 3, fence = fence + 1, until = 0"))
    over = house.job_over(begun["id"])
    assert (over["state"], over["error"]["code"]) == ("failed", "JobCrashed")


def test_a_holder_whose_lease_another_has_keeps_nothing_more(house: ToyHouse):
    toy = house.make_toy()
    begun = asked(house, toy, 80)
    assert eventually(lambda: wound(house, toy) > 3)
    with house.parts[0].foundation.database.work("d1") as rows:
        rows.run(Sql("UPDATE jobs SET fence = fence + 1, until = 0"))
    assert house.job_over(begun["id"])["done"] == 80
    assert wound(house, toy) == 80


def test_a_stop_gives_it_back_between_two_steps_and_the_next_goes_on(house: ToyHouse):
    toy = house.make_toy()
    begun = asked(house, toy, 100)
    assert eventually(lambda: wound(house, toy) > 3)
    house.parts.pop(0).stop()
    house.start()
    over = house.job_over(begun["id"])
    assert (over["state"], wound(house, toy)) == ("done", 100)


def test_two_instances_share_jobs_and_do_none_twice(house: ToyHouse):
    house.start()
    toys = [house.make_toy() for _ in range(6)]
    for begun in [asked(house, toy, 5) for toy in toys]:
        assert house.job_over(begun["id"])["state"] == "done"
    assert [wound(house, toy) for toy in toys] == [5] * 6


def test_who_may_no_more_does_no_more(house: ToyHouse, monkeypatch: pytest.MonkeyPatch):
    toy = house.make_toy()
    begun = asked(house, toy, 100_000)
    assert eventually(lambda: wound(house, toy) > 0)
    roles = house.parts[0].foundation.roles
    monkeypatch.setattr(roles, "permissions", {"district_officer": frozenset({"jobs.read"})})
    roles._known.clear()
    over = house.job_over(begun["id"])
    assert (over["state"], over["error"]["code"]) == ("failed", "PermissionMissing")
    assert "areas.change" in house.job(begun["id"], language="en")["error"]["detail"]
    assert house.job(begun["id"], language="en")["error"]["detail"].startswith("You may not do this")
    assert house.job(begun["id"], language="zh_CN")["error"] != house.job(begun["id"], language="en")["error"]


def test_everybody_sees_the_jobs_they_asked_for_and_the_district_all(house: ToyHouse):
    toy = house.make_toy()
    secretary = house.token_of("p-2", [Grant("community_secretary", "area-1")])
    mine, other = asked(house, toy, 1, token=secretary), asked(house, toy, 1)
    assert house.job(mine["id"], token=secretary)["id"] == mine["id"]
    refused = house.ask("get_job", {"job_id": other["id"]}, token=secretary).refused
    assert refused is not None
    assert refused["code"] == "JobUnknown"
    assert listed(house, secretary) == [mine["id"]]
    assert listed(house, house.token()) == [other["id"], mine["id"]]
    assert listed(house, house.token(district="d2")) == []


def listed(house: ToyHouse, token: str) -> list[str]:
    reply = house.ask("list_jobs", {"limit": 10}, token=token)
    assert reply.answer is not None, reply
    return [each["id"] for each in reply.answer["items"]]


def test_a_list_goes_on_where_it_ended(house: ToyHouse):
    ids = [asked(house, house.make_toy(), 1)["id"] for _ in range(3)]
    first = house.ask("list_jobs", {"limit": 2}).answer
    assert first is not None
    rest = house.ask("list_jobs", {"limit": 2, "after": first["next"]}).answer
    assert rest is not None
    assert [each["id"] for each in [*first["items"], *rest["items"]]] == ids[::-1]
    assert rest["next"] is None


@pytest.mark.parametrize("job_id", ["toys", "toys.1", "grids.", "0190d0b8-0000-7000-8000-000000000000"])
def test_what_is_no_job_id_is_a_field_that_does_not_fit(house: ToyHouse, job_id: str):
    refused = house.ask("get_job", {"job_id": job_id}).refused
    assert refused is not None
    assert [field["code"] for field in refused["fields"]] == ["not_an_id"]


def test_a_job_of_another_service_is_unknown_here(house: ToyHouse):
    refused = house.ask("get_job", {"job_id": f"grids.{new_id()}"}).refused
    assert refused is not None
    assert refused["code"] == "JobUnknown"
