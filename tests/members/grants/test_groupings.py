"""Grants that follow whoever holds a grouping: for its term, and in whatever order they are heard."""

from datetime import UTC, date, datetime, timedelta
from itertools import permutations
from typing import Any

import pytest

from services.chassis.caller import Grant
from services.members.grants.use_cases.follow_groupings import FollowHolders, Held, follow_holders
from services.members.grants.use_cases.issue_token import IssueToken, standing_of
from tests.members.builders import id_of
from tests.members.house import House

FIRST, OFF, EARLIER = date(2026, 3, 2), date(2026, 6, 1), date(2026, 4, 1)
SECOND = timedelta(seconds=1)
HELD: dict[str, Any] = {
    "id": id_of("holding"),
    "grouping_id": id_of("yard"),
    "role": "grouping_leader",
    "staff_id": id_of("zhang"),
    "valid_from": FIRST,
}
BEGUN = FollowHolders((Held(**HELD, valid_to=None, version=1),))
END = FollowHolders((Held(**HELD, valid_to=OFF, version=2),))
EARLIER_END = FollowHolders((Held(**HELD, valid_to=EARLIER, version=3),))


def heard(house: House, *told: FollowHolders) -> None:
    for each in told:
        call = house._call("test", True, "follow")
        try:
            follow_holders(each, call.begin, call.caller)
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


def test_a_holder_has_a_grant_on_the_grouping_from_the_first_midnight_on(house: House):
    heard(house, BEGUN)
    assert held_at(house, midnight(FIRST) - SECOND) == ()
    [grant] = held_at(house, midnight(FIRST))
    assert (grant.role, grant.area_id, grant.until) == ("grouping_leader", id_of("yard"), None)


def test_it_ends_with_the_holding(house: House):
    heard(house, BEGUN, END)
    assert len(held_at(house, midnight(OFF) - SECOND)) == 1
    assert held_at(house, midnight(OFF)) == ()


@pytest.mark.parametrize("order", list(permutations((BEGUN, END, EARLIER_END))))
def test_in_any_order_and_twice_the_last_word_holds(house: House, order: tuple[FollowHolders, ...]):
    heard(house, *order, *order)
    assert len(held_at(house, midnight(EARLIER) - SECOND)) == 1
    assert held_at(house, midnight(EARLIER)) == ()
