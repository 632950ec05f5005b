"""Grants that follow posts: from the first day on, up to the last, in whatever order they are heard."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import permutations
from typing import Any

import pytest

from services.chassis.caller import Grant
from services.chassis.storage.session import Session
from services.members.grants.domain.errors import GrantFollowsPost
from services.members.grants.use_cases.follow_posts import (
    Appointed,
    FollowAppointments,
    FollowEnd,
    follow_appointments,
    follow_end,
)
from services.members.grants.use_cases.issue_token import IssueToken, standing_of
from tests.members.builders import id_of
from tests.members.house import House

FIRST, OFF, EARLIER = date(2026, 3, 2), date(2026, 6, 1), date(2026, 4, 1)
POST: dict[str, Any] = {"area_id": id_of("lane"), "role": "grid_worker", "staff_id": id_of("zhang")}
BEGUN = FollowAppointments((Appointed(id_of("post"), valid_from=FIRST, valid_to=None, version=1, **POST),))
END = FollowEnd(id_of("post"), valid_to=OFF, version=2, **POST)
EARLIER_END = FollowEnd(id_of("post"), valid_to=EARLIER, version=3, **POST)


def heard(house: House, *told: FollowAppointments | FollowEnd) -> None:
    for each in told:
        call = house._call("test", True, "follow")
        try:
            if isinstance(each, FollowAppointments):
                follow_appointments(each, call.begin, call.caller)
            else:
                follow_end(each, call.begin, call.caller)
            call.commit(None)
        finally:
            call.rollback()


def held_at(house: House, at: datetime) -> tuple[Grant, ...]:
    call = house._call("tokens.issue", True, "issue_token")
    try:
        return standing_of(IssueToken(id_of("zhang")), call.begin, call.caller, at).grants
    finally:
        call.rollback()


def midnight(day: date) -> datetime:
    """Of Asia/Shanghai."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(hours=8)


SECOND = timedelta(seconds=1)


def test_it_holds_from_the_first_midnight_on_until_further_notice(house: House):
    heard(house, BEGUN)
    assert held_at(house, midnight(FIRST) - SECOND) == ()
    [held] = held_at(house, midnight(FIRST))
    assert (held.role, held.area_id, held.until) == ("grid_worker", id_of("lane"), None)


@pytest.mark.parametrize("order", [*permutations([BEGUN, END, EARLIER_END])])
def test_whatever_is_heard_first_it_ends_on_the_day_that_was_said_last(house: House, order: Any):
    heard(house, *order, *order)
    assert held_at(house, midnight(FIRST)) != ()
    assert held_at(house, midnight(EARLIER) - SECOND) != ()
    assert held_at(house, midnight(EARLIER)) == ()


@pytest.mark.parametrize("order", [*permutations([BEGUN, replace(END, valid_to=FIRST)])])
def test_of_what_is_withdrawn_no_grant_stays(house: House, order: Any):
    heard(house, *order, *order)
    assert held_at(house, midnight(FIRST)) == held_at(house, midnight(OFF)) == ()


DEPUTY = FollowAppointments(
    (Appointed(id_of("leave"), valid_from=FIRST, valid_to=EARLIER, version=1, deputises=True, **POST),)
)


def test_a_deputy_holds_the_grant_on_their_days_only(house: House):
    heard(house, DEPUTY)
    assert held_at(house, midnight(FIRST) - SECOND) == ()
    assert held_at(house, midnight(FIRST)) != ()
    assert held_at(house, midnight(EARLIER) - SECOND) != ()
    assert held_at(house, midnight(EARLIER)) == ()
    assert house.ask("get_grant", grant_id=id_of("leave"))["source"] == "deputy"


def test_a_deputy_whose_early_end_was_heard_first_is_one_all_the_same(house: House):
    end = FollowEnd(id_of("leave"), valid_to=date(2026, 3, 10), version=2, **POST)
    heard(house, end, DEPUTY)
    assert house.ask("get_grant", grant_id=id_of("leave"))["source"] == "deputy"
    assert held_at(house, midnight(date(2026, 3, 10))) == ()


def a_post(grants: str) -> FollowAppointments:
    post = POST | {"role": "police_officer", "grants": grants}
    return FollowAppointments((Appointed(id_of("post"), valid_from=FIRST, valid_to=None, version=1, **post),))


def test_a_post_brings_the_role_that_its_district_says(house: House):
    heard(house, a_post("volunteer"))
    assert [held.role for held in held_at(house, midnight(FIRST))] == ["volunteer"]


def test_a_post_that_gives_nothing_brings_and_ends_nothing(house: House):
    end = FollowEnd(id_of("post"), valid_to=OFF, version=2, **POST | {"role": "police_officer", "grants": ""})
    for told in ((a_post(""), end), (end, a_post(""))):
        heard(house, *told)
        assert held_at(house, midnight(FIRST)) == ()
    with house.begun() as tx:
        assert tx.grants.found([id_of("post")]) == {}


def test_it_does_not_end_by_hand(house: House):
    heard(house, BEGUN)
    with pytest.raises(GrantFollowsPost):
        house.ask("end_grant", grant_id=id_of("post"), seen_version=1)


def appointed(number: int) -> Appointed:
    return Appointed(id_of(f"post {number}"), valid_from=FIRST, valid_to=None, version=1, **POST)


@pytest.mark.parametrize("count", [5, 500])
def test_five_hundred_appointments_take_as_few_messages_as_five(
    house: House, count: int, monkeypatch: pytest.MonkeyPatch
):
    messages: list[object] = []
    run = Session.run

    def noted(session: Session, work: Any) -> Any:
        messages.append(work)
        return run(session, work)

    monkeypatch.setattr(Session, "run", noted)
    heard(house, FollowAppointments(tuple(map(appointed, range(count)))))
    assert len(messages) < 12


def test_an_end_that_is_heard_alone_grants_nothing(house: House):
    heard(house, END)
    assert held_at(house, midnight(OFF) - SECOND) == ()
    assert held_at(house, midnight(OFF)) == ()


def test_tokens_of_before_an_end_are_called_back(house: House):
    heard(house, BEGUN)
    with house.begun() as tx:
        before = tx.grants.version_of(f"person:{id_of('zhang')}")
    heard(house, END)
    with house.begun() as tx:
        assert tx.grants.version_of(f"person:{id_of('zhang')}") > before
