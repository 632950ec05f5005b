"""Grants by hand: who may give which, where, and how they end; on both databases."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from services.chassis.clock import FixedClock
from services.chassis.errors import IdTaken, StaleVersion
from services.chassis.refusals import Refused
from services.chassis.wire import dumps, loads
from services.members.grants.domain.errors import (
    AdministratorsApart,
    AreaNeeded,
    AreaUnknown,
    GrantOver,
    GrantToOneself,
    GrantUnknown,
    TermEmpty,
)
from tests.members.builders import NOW, id_of
from tests.members.house import House

LATER = NOW + timedelta(days=1)
ADMINISTRATORS = ("system_administrator", "security_administrator", "audit_administrator")


def given(house: House, name: str = "grant", **different: Any) -> dict[str, Any]:
    usual: dict[str, Any] = {
        "id": id_of(name),
        "person_id": id_of("zhang"),
        "role": "grid_worker",
        "area_id": id_of("lane"),
        "reason": "接任网格员工作",
    }
    shown: dict[str, Any] = house.ask("give_grant", **usual | different)
    return shown


def ended(house: House, name: str = "grant", seen: int = 1) -> dict[str, Any]:
    shown: dict[str, Any] = house.ask("end_grant", grant_id=id_of(name), seen_version=seen)
    return shown


def test_a_grant_says_who_what_where_why_and_by_whom(house: House):
    shown = given(house)
    assert (shown["role"], shown["area_id"], shown["reason"]) == (
        "grid_worker",
        id_of("lane"),
        "接任网格员工作",
    )
    assert (shown["given_by"], shown["source"]) == (f"person:{id_of('caller')}", "hand")
    assert house.ask("get_grant", grant_id=id_of("grant")) == shown


def test_without_a_beginning_it_holds_from_now_on_and_without_an_end_until_further_notice(house: House):
    shown = given(house)
    assert shown["valid_from"] == shown["given_at"]
    assert shown["valid_until"] is None


@pytest.mark.parametrize(
    ("begins", "ends"),
    [(None, NOW), (LATER, LATER), (LATER, NOW + timedelta(hours=1)), (None, NOW - timedelta(1))],
)
def test_a_grant_that_would_hold_at_no_moment_is_refused(house: House, begins: Any, ends: Any):
    with pytest.raises(TermEmpty):
        given(house, valid_from=begins, valid_until=ends)


def test_nobody_grants_themselves_anything(house: House):
    with pytest.raises(GrantToOneself):
        given(house, person_id=id_of("caller"))


@pytest.mark.parametrize("area", ["court", "yard", "near"])
def test_nobody_grants_more_ground_than_is_theirs(house: House, area: str):
    with pytest.raises(AreaUnknown):
        given(house.holding("lane"), area_id=id_of(area))


def test_only_who_has_the_whole_district_grants_it(house: House):
    with pytest.raises(AreaNeeded):
        given(house.holding("near"), area_id=None)
    assert given(house, area_id=None)["area_id"] is None


@pytest.mark.parametrize("held", ADMINISTRATORS)
def test_of_the_three_administrators_nobody_is_two(house: House, held: str):
    given(house, role=held, area_id=None)
    for other in set(ADMINISTRATORS) - {held}:
        with pytest.raises(AdministratorsApart):
            given(house, "other", role=other, area_id=None)
    assert given(house, "again", role=held, area_id=None)["role"] == held


def test_a_grant_to_come_keeps_administrators_apart_and_one_that_is_over_does_not(house: House):
    given(house, role=ADMINISTRATORS[0], valid_from=LATER, valid_until=LATER + timedelta(days=1))
    with pytest.raises(AdministratorsApart):
        given(house, "other", role=ADMINISTRATORS[1])
    afterwards = replace(house, clock=FixedClock(LATER + timedelta(days=1)))
    assert given(afterwards, "other", role=ADMINISTRATORS[1])["version"] == 1


def test_an_ended_grant_keeps_nobody_apart(house: House):
    given(house, role=ADMINISTRATORS[0])
    ended(house)
    assert given(house, "other", role=ADMINISTRATORS[1])["version"] == 1


def test_an_end_says_when_and_by_whom_and_comes_once(house: House):
    given(house)
    shown = ended(house)
    assert (shown["ended_by"], shown["version"]) == (f"person:{id_of('caller')}", 2)
    with pytest.raises(GrantOver):
        ended(house, seen=2)


def test_a_grant_that_has_run_out_cannot_be_ended(house: House):
    given(house, valid_until=LATER)
    with pytest.raises(GrantOver):
        ended(replace(house, clock=FixedClock(LATER)))


def test_whoever_saw_an_older_one_is_told(house: House):
    given(house)
    with pytest.raises(StaleVersion) as stale:
        ended(house, seen=3)
    told = Refused.of(stale.value, say=lambda *_: "", language="en").values
    assert told["current"] == loads(dumps(house.ask("get_grant", grant_id=id_of("grant"))))


def test_an_id_is_one_grant(house: House):
    given(house)
    with pytest.raises(IdTaken):
        given(house, person_id=id_of("li"))


def test_a_grant_elsewhere_cannot_be_told_from_none(house: House):
    given(house)
    for place in (house.holding("court"), house.elsewhere()):
        with pytest.raises(GrantUnknown):
            place.ask("get_grant", grant_id=id_of("grant"))
        with pytest.raises(GrantUnknown):
            ended(place)
        assert place.ask("list_grants")["items"] == []


def test_grants_are_listed_newest_first_by_person_and_by_area(house: House):
    for number, (person, area) in enumerate([("zhang", "lane"), ("zhang", "court"), ("li", "yard")]):
        at = replace(house, clock=FixedClock(NOW + timedelta(minutes=number)))
        given(at, f"grant {number}", person_id=id_of(person), area_id=id_of(area))

    def areas(place: House = house, **asked: Any) -> list[str]:
        return [each["area_id"] for each in place.ask("list_grants", **asked)["items"]]

    assert areas() == [id_of("yard"), id_of("court"), id_of("lane")]
    assert areas(person_id=id_of("zhang")) == [id_of("court"), id_of("lane")]
    assert areas(area_id=id_of("near")) == [id_of("court"), id_of("lane")]
    assert areas(house.holding("far")) == [id_of("yard")]
    first = house.ask("list_grants", limit=2)
    assert len(house.ask("list_grants", limit=2, after=first["next"])["items"]) == 1


def test_grants_in_an_area_that_is_not_the_caller_s_are_not_listed(house: House):
    with pytest.raises(AreaUnknown):
        house.holding("lane").ask("list_grants", area_id=id_of("court"))
