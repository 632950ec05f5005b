"""Groups go to somebody else with posts and open work, on both databases."""

from datetime import date
from typing import Any

import pytest

from services.grids.posts.domain.errors import GroupHeldAlready, GroupNotHeld
from tests.grids.builders import a_duty, id_of
from tests.grids.dwellings.estates import a_building, enter
from tests.grids.groupings.yards import a_grouping, a_holder, a_span, found
from tests.grids.house import House
from tests.grids.posts.duties import appoint
from tests.grids.posts.handing import TODAY, hand, moved, stays


@pytest.fixture
def leading(staffed: House) -> House:
    """Wang holds a courtyard until further notice, and another one from tomorrow."""
    enter(staffed, a_building("A", units=4))
    found(staffed, a_grouping("yard"), a_grouping("later", units=[a_span("A", 3, 4)]))
    for name, since in (("yard", "2026-01-01"), ("later", "2026-03-06")):
        holder = a_holder("wang", id=id_of(f"wang leads {name}"), valid_from=since)
        staffed.ask("set_grouping_holders", grouping_id=id_of(name), holders=[holder], seen_version=1)
    return staffed


def leaders(house: House, name: str = "yard") -> list[tuple[str, str, str | None]]:
    people = {id_of("wang"): "wang", id_of("li"): "li"}
    held = house.ask("get_grouping", grouping_id=id_of(name))["holders"]
    return sorted((people[each["staff_id"]], each["valid_from"], each["valid_to"]) for each in held)


def test_groups_go_along_and_those_who_follow_hear_of_it(leading):
    answer = hand(leading)
    assert (moved(answer), stays(answer)) == ({"group": 1}, {("group", "begins_later"): 1})
    assert [(each["grouping_id"], each["role"]) for each in answer["items"]] == [(id_of("yard"), None)]
    assert leaders(leading) == [("li", TODAY, None), ("wang", "2026-01-01", TODAY)]
    told = leading.told()[-2]
    assert (told["type"], told["data"]["version"]) == ("linli.grids.GroupingHoldersChanged.v1", 3)
    assert [row["valid_to"] for row in told["data"]["rows"]] == [TODAY, None]
    assert hand(leading)["items"] == []


def test_groups_stay_with_whoever_chooses_posts(leading):
    appoint(leading, a_duty("wang", "micro 1"))
    answer = hand(leading, appointment_ids=[id_of("wang at micro 1")])
    assert stays(answer)[("group", "not_chosen")] == 2
    assert leaders(leading) == [("wang", "2026-01-01", None)]


def test_those_groups_move_that_are_chosen(leading):
    appoint(leading, a_duty("wang", "micro 1"))
    answer = hand(leading, grouping_ids=[id_of("yard")])
    assert moved(answer) == {"group": 1}
    assert stays(answer) == {("post", "not_chosen"): 1, ("group", "not_chosen"): 1}
    assert leaders(leading) == [("li", TODAY, None), ("wang", "2026-01-01", TODAY)]


def test_posts_and_groups_are_chosen_side_by_side(leading):
    appoint(leading, a_duty("wang", "micro 1"))
    answer = hand(leading, appointment_ids=[id_of("wang at micro 1")], grouping_ids=[id_of("later")])
    assert moved(answer) == {"post": 1}
    assert stays(answer) == {("group", "begins_later"): 1, ("group", "not_chosen"): 1}


def test_what_went_before_may_be_named_again_with_what_is_left(leading):
    appoint(leading, a_duty("wang", "micro 1"))
    chosen: Any = {"appointment_ids": [id_of("wang at micro 1")], "grouping_ids": [id_of("yard")]}
    hand(leading, **chosen)
    again = hand(leading, **chosen)
    told = leading.told()[-1]["data"]
    assert (again["items"], again["contacts"]) == ([], "follow")
    assert (told["area_ids"], told["grouping_ids"]) == ([id_of("micro 1")], [id_of("yard")])
    with pytest.raises(GroupNotHeld):
        hand(leading.holding(id_of("micro 1")), **chosen)


def test_a_group_that_they_do_not_hold_is_refused_and_nothing_moves(leading):
    appoint(leading, a_duty("wang", "micro 1"))
    before = len(leading.told())
    with pytest.raises(GroupNotHeld) as refused:
        hand(leading, grouping_ids=[id_of("yard"), id_of("nobody's")])
    assert refused.value.values == {"grouping_id": id_of("nobody's")}
    assert (len(leading.told()), leaders(leading)) == (before, [("wang", "2026-01-01", None)])


def test_a_dry_run_leaves_groups_where_they_are(leading):
    shown = hand(leading, dry_run=True)
    assert (moved(shown), leaders(leading)) == ({"group": 1}, [("wang", "2026-01-01", None)])
    assert [each["id"] for each in hand(leading)["items"]] == [each["id"] for each in shown["items"]]


def test_of_somebody_who_has_nothing_in_the_caller_s_areas_nothing_is_told(leading):
    answer = hand(leading.holding(id_of("elsewhere")))
    assert (stays(answer), moved(answer)) == ({}, {})


def test_groups_outside_the_caller_s_areas_stay(leading):
    appoint(leading, a_duty("wang", "elsewhere", role="doctor"))
    answer = hand(leading.holding(id_of("elsewhere")))
    assert (stays(answer), moved(answer)) == ({("group", "elsewhere"): 2}, {"post": 1})


@pytest.mark.parametrize("dry_run", [True, False])
def test_a_group_that_the_other_one_holds_already_is_refused_and_nothing_moves(leading, dry_run: bool):
    own = a_holder("li", id=id_of("li leads yard"), valid_from="2026-02-01", valid_to="2026-03-06")
    leading.ask("set_grouping_holders", grouping_id=id_of("yard"), holders=[own], seen_version=2)
    before = leaders(leading)
    with pytest.raises(GroupHeldAlready) as refused:
        hand(leading, dry_run=dry_run)
    assert refused.value.values == {"staff_id": id_of("li"), "grouping_id": id_of("yard")}
    assert leaders(leading) == before


def test_a_group_that_the_other_one_held_until_the_day_moves(leading):
    own = a_holder("li", id=id_of("li leads yard"), valid_from="2026-02-01", valid_to=TODAY)
    leading.ask("set_grouping_holders", grouping_id=id_of("yard"), holders=[own], seen_version=2)
    assert moved(hand(leading)) == {"group": 1}


def test_a_group_that_was_withdrawn_is_not_held(leading):
    gone = a_holder("wang", id=id_of("wang leads later"), valid_from="2026-03-06", valid_to=TODAY)
    leading.ask("set_grouping_holders", grouping_id=id_of("later"), holders=[gone], seen_version=2)
    assert stays(hand(leading)) == {}
    assert leading.ask("get_grouping", grouping_id=id_of("later"))["holders"] == []


def test_what_ended_since_it_was_read_is_not_handed_over(leading):
    with leading.begin() as tx:
        seen = tx.led_groups.of(id_of("wang"), date(2026, 3, 5), None).first
    ended = a_holder("wang", id=id_of("wang leads yard"), valid_from="2026-01-01", valid_to="2026-02-01")
    leading.ask("set_grouping_holders", grouping_id=id_of("yard"), holders=[ended], seen_version=2)
    with leading.begin() as tx:
        assert tx.led_groups.held(seen, date(2026, 3, 5)) == []
        [still] = tx.led_groups.held(seen, date(2026, 1, 15))
    assert (still.holding.valid_to, still.version) == (date(2026, 2, 1), 2)
