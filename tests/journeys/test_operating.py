"""What an operator does from a terminal with a house that runs: jobs, and events that are set aside."""

import pytest

from deploy.linli.services import SERVICES
from services.chassis.ids import new_id
from tests.house import House
from tests.journeys.district import District


def at(house: House, district: District, *words: str) -> str:
    return house.command(*words, "--url", house.url, "--token", district.operator.token, configured=False)


def test_a_job_is_listed_followed_and_over(house: House, district: District):
    job = district.operator.do("/v1/operator/notify/mirrors/refeed", {})
    followed = at(house, district, "jobs", "show", job["id"], "--follow")
    assert "state: done" in followed
    assert "'taken': {'areas': 9, 'staff': 0}" in followed
    assert job["id"] in at(house, district, "jobs", "list")
    assert job["id"] not in at(house, district, "jobs", "list", "--service", "members")
    assert at(house, district, "jobs", "cancel", job["id"]).strip() == "done"


def test_a_job_that_nobody_asked_for_is_unknown(house: House, district: District):
    with pytest.raises(RuntimeError, match="404 JobUnknown"):
        at(house, district, "jobs", "show", f"notify.{new_id()}")


@pytest.mark.parametrize("words", [["list"], ["list", "--parked"], ["list", "--service", "members"]])
def test_where_nothing_is_set_aside_the_list_is_empty(house: House, district: District, words: list[str]):
    said = at(house, district, "dead", *words)
    assert "handler" in said
    assert not any(line.startswith(tuple(SERVICES)) for line in said.splitlines())


@pytest.mark.parametrize("decision", [["replay"], ["drop", "--yes"]])
def test_an_event_that_is_not_set_aside_is_not_decided_about(
    house: House, district: District, decision: list[str]
):
    with pytest.raises(RuntimeError, match="404 NotSetAside"):
        at(house, district, "dead", *decision, "--service", "notify", "tell_closing", new_id())


def test_an_event_that_is_not_there_is_not_shown(house: House, district: District):
    with pytest.raises(RuntimeError, match="tell_closing has no dead event"):
        at(house, district, "dead", "show", "--service", "notify", "tell_closing", new_id())


def test_a_house_that_is_away_is_said_in_a_line(house: House, district: District):
    with pytest.raises(RuntimeError, match=r"nobody answers at .*LINLI_URL"):
        house.command("jobs", "list", "--url", "http://127.0.0.1:9", "--token", "x", configured=False)


def test_a_token_that_is_missing_is_said_with_its_variable(house: House, district: District):
    with pytest.raises(RuntimeError, match="LINLI_TOKEN"):
        house.command("status", configured=False)
