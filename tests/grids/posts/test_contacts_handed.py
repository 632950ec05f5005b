"""Contacts follow whoever takes the work over: those who keep them are told where, on both databases."""

from datetime import date
from typing import Any

import pytest

from services.grids.posts.domain.hand_over import Contacts, Reach
from tests.grids.builders import a_duty, id_of
from tests.grids.dwellings.estates import a_building, enter
from tests.grids.groupings.yards import a_grouping, a_holder, found
from tests.grids.house import House
from tests.grids.posts.duties import appoint
from tests.grids.posts.handing import TODAY, hand

TOLD = "linli.grids.WorkHandedOver.v1"


@pytest.fixture
def known(staffed: House) -> House:
    """Wang holds two grids and a courtyard."""
    appoint(staffed, a_duty("wang", "micro 1"), a_duty("wang", "micro 2"))
    enter(staffed, a_building("A", units=2))
    found(staffed, a_grouping("yard"))
    holder = a_holder("wang", id=id_of("wang leads yard"), valid_from="2026-01-01")
    staffed.ask("set_grouping_holders", grouping_id=id_of("yard"), holders=[holder], seen_version=1)
    return staffed


def told(house: House) -> list[dict[str, Any]]:
    return [each["data"] for each in house.told() if each["type"] == TOLD]


def test_of_everything_they_follow_in_the_whole_district(known):
    assert hand(known)["contacts"] == "follow"
    assert told(known) == [
        {
            "staff_id": id_of("wang"),
            "to_id": id_of("li"),
            "effective_on": TODAY,
            "whole": True,
            "area_ids": sorted([id_of("micro 1"), id_of("micro 2")]),
            "grouping_ids": [id_of("yard")],
        }
    ]


def test_of_what_is_chosen_they_follow_there_alone(known):
    assert hand(known, appointment_ids=[id_of("wang at micro 2")])["contacts"] == "follow"
    assert hand(known, grouping_ids=[id_of("yard")])["contacts"] == "follow"
    where = [(each["whole"], each["area_ids"], each["grouping_ids"]) for each in told(known)]
    assert where == [(False, [id_of("micro 2")], []), (False, [], [id_of("yard")])]


def test_whoever_holds_a_part_of_the_district_lets_them_follow_there_alone(known):
    assert hand(known.holding(id_of("micro 1")))["contacts"] == "follow"
    assert [(each["whole"], each["area_ids"]) for each in told(known)] == [(False, [id_of("micro 1")])]


def test_they_stay_where_nothing_moves(known):
    assert hand(known.holding(id_of("elsewhere")))["contacts"] == "stay"
    assert told(known) == []


@pytest.mark.parametrize(
    ("on", "contacts"), [("2026-03-04", "stay"), (TODAY, "follow"), ("2026-03-06", "stay")]
)
def test_on_any_day_but_today_they_follow_only_where_something_is_held(staffed, on, contacts):
    shown, done = hand(staffed, on=on, dry_run=True), hand(staffed, on=on)
    assert (shown["items"], shown["contacts"], done["contacts"]) == ([], contacts, contacts)
    assert len(told(staffed)) == (contacts == "follow")


def test_a_dry_run_says_it_and_tells_nobody(known):
    assert hand(known, dry_run=True)["contacts"] == "follow"
    assert told(known) == []


@pytest.mark.parametrize(("ids", "events"), [(1, 1), (500, 1), (501, 2)])
def test_an_event_carries_at_most_500_of_each(ids: int, events: int):
    reach = Reach(False, tuple(map(str, range(ids))), ())
    told = reach.told("from", "to", date(2026, 3, 5))
    assert len(told) == events
    assert sum((each.area_ids for each in told), ()) == reach.area_ids


def test_nothing_is_told_of_nothing():
    reach = Reach(False, (), ())
    assert (reach.contacts, reach.told("from", "to", date(2026, 3, 5))) == (Contacts.STAY, [])
