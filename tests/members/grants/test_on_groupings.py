"""A role is granted by hand on a grouping as on an area, by whoever grants in the whole district."""

import pytest

from services.members.grants.domain.errors import AreaUnknown
from services.members.grants.use_cases.follow_ended_areas import FollowEndedGrouping, follow_ended_areas
from tests.members.builders import id_of
from tests.members.grants.test_given import given
from tests.members.house import House
from tests.members.residents.test_groupings_seen import grouped, heard
from tests.members.residents.test_residence_ends import told

COURT = id_of("court of roses")


def closed(house: House) -> None:
    call = house._call("test", True, "follow")
    try:
        follow_ended_areas(FollowEndedGrouping(COURT), call.begin, call.caller)
        call.commit(None)
    finally:
        call.rollback()


def test_a_grouping_with_dwellings_may_be_granted(house: House):
    with pytest.raises(AreaUnknown):
        given(house, area_id=COURT)
    heard(house, grouped("home"))
    assert given(house, area_id=COURT, role="care_worker")["area_id"] == COURT


def test_one_that_has_none_any_more_may_not(house: House):
    heard(house, grouped("home"), grouped("home", 2, removed=True))
    with pytest.raises(AreaUnknown):
        given(house, area_id=COURT)


def test_whoever_grants_in_an_area_grants_no_grouping(house: House):
    heard(house, grouped("home"))
    for somebody in (house.holding("lane"), house.holding("court of roses")):
        with pytest.raises(AreaUnknown):
            given(somebody, area_id=COURT)


def test_it_ends_with_the_grouping_and_others_stay(house: House):
    heard(house, grouped("home"))
    given(house, area_id=COURT)
    given(house, "elsewhere", area_id=id_of("court"))

    closed(house)
    closed(house)

    shown = house.ask("get_grant", grant_id=id_of("grant"))
    assert (shown["ended_by"], shown["version"]) == ("service:grids", 2)
    assert house.ask("get_grant", grant_id=id_of("elsewhere"))["ended_at"] is None
    assert [kind for kind, _ in told(house)].count("GrantEnded") == 1
