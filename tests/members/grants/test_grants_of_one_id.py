"""What is told of posts and groupings changes what follows them alone, whatever ids it comes with."""

from dataclasses import replace
from datetime import date

import pytest

from services.members.grants.use_cases.follow_ended_areas import FollowEndedGrouping, follow_ended_areas
from services.members.grants.use_cases.follow_groupings import FollowHolders, Held
from services.members.grants.use_cases.follow_posts import Appointed, FollowAppointments, FollowEnd
from tests.members.builders import id_of
from tests.members.grants import test_groupings as groupings
from tests.members.grants import test_posts as posts
from tests.members.grants.test_given import given
from tests.members.house import House

FIRST, OFF = date(2026, 3, 2), date(2026, 3, 4)
HOLDING = Held(id_of("grant"), id_of("lane"), "grouping_leader", id_of("zhang"), FIRST, OFF, 9)
END = FollowEnd(id_of("grant"), id_of("lane"), "grid_worker", id_of("zhang"), OFF, 9)
BEGUN = Appointed(id_of("grant"), id_of("lane"), "grid_worker", id_of("zhang"), FIRST, None, 0)
ELSEWHERE = {"area_id": id_of("court")}
SOMEBODY = {"staff_id": id_of("somebody")}


def shown(house: House) -> object:
    return house.ask("get_grant", grant_id=id_of("grant"))


@pytest.mark.parametrize("told", [END, FollowAppointments((BEGUN,))])
def test_a_post_with_the_id_of_a_grant_by_hand_leaves_it_alone(house: House, told):
    given(house)
    before = shown(house)

    posts.heard(house, told)

    assert shown(house) == before


def test_a_holding_with_the_id_of_a_grant_by_hand_leaves_it_alone(house: House):
    given(house)
    before = shown(house)

    groupings.heard(house, FollowHolders((HOLDING,)))

    assert shown(house) == before


@pytest.mark.parametrize("other", [ELSEWHERE, SOMEBODY])
def test_a_post_elsewhere_or_of_somebody_else_ends_no_grant_of_its_id(house: House, other):
    posts.heard(house, FollowAppointments((replace(BEGUN, version=1),)))
    before = shown(house)

    posts.heard(house, replace(END, **other))

    assert shown(house) == before


@pytest.mark.parametrize("other", [{"grouping_id": id_of("court")}, SOMEBODY])
def test_a_holding_elsewhere_or_of_somebody_else_ends_no_grant_of_its_id(house: House, other):
    groupings.heard(house, FollowHolders((replace(HOLDING, valid_to=None, version=1),)))
    before = shown(house)

    groupings.heard(house, FollowHolders((replace(HOLDING, **other),)))

    assert shown(house) == before


def test_the_end_of_a_grouping_with_the_id_of_an_area_ends_no_grant_there(house: House):
    given(house)
    before = shown(house)
    call = house._call("test", True, "follow")
    try:
        follow_ended_areas(FollowEndedGrouping(id_of("lane")), call.begin, call.caller)
        call.commit(None)
    finally:
        call.rollback()

    assert shown(house) == before
