"""Posts and open work go to somebody else in one step, on both databases."""

from collections import Counter
from dataclasses import asdict, replace
from datetime import date

import pytest

from services.grids.posts.domain.appointment import Appointment, Term
from services.grids.posts.domain.errors import (
    AlreadyHolds,
    AppointmentUnknown,
    AppointsThemselves,
    HandedToThemselves,
    HeldExOfficio,
    PostTaken,
    StaffUnknown,
)
from services.grids.posts.domain.hand_over import hand_posts
from services.grids.posts.domain.post import Post
from services.grids.posts.domain.roles import USUAL, PostRoles
from tests.grids.builders import a_duty, a_person, id_of
from tests.grids.house import House, statements
from tests.grids.posts.duties import appoint
from tests.grids.posts.handing import TODAY, hand, moved, stays

CALLER = "00000000-0000-7000-8000-0000000000ca"


@pytest.fixture
def busy(staffed: House) -> House:
    """Wang holds micro 1, 2 and 3, has an open case in the first two, and closed one in the first."""
    appoint(staffed, *(a_duty("wang", f"micro {number}") for number in (1, 2, 3)))
    for number, area in enumerate(("micro 1", "micro 2", "micro 1")):
        case = {"case_id": id_of(f"case {number}")}
        staffed.ask("register_case", id=case["case_id"], area_id=id_of(area), text="The lamp is out.")
        staffed.ask("assign_case", **case, seen_version=1)
    staffed.ask("take_case_in_hand", case_id=id_of("case 1"), seen_version=2)
    staffed.ask("take_case_in_hand", case_id=id_of("case 2"), seen_version=2)
    staffed.ask("close_case", case_id=id_of("case 2"), seen_version=3, feedback="Done.")
    return staffed


def holders(house: House, on: str = TODAY) -> set[str | None]:
    return {
        house.ask("find_holder", area_id=id_of(f"micro {number}"), on=on)["display_name"]
        for number in (1, 2, 3)
    }


def assignees(house: House) -> list[str]:
    names = {id_of("wang"): "wang", id_of("li"): "li"}
    return [
        names[house.ask("get_case", case_id=id_of(f"case {number}"))["assignee_id"]] for number in range(3)
    ]


def test_posts_and_open_cases_move_and_what_is_closed_stays(busy):
    answer = hand(busy)
    assert (moved(answer), stays(answer)) == ({"post": 3, "case": 2}, {("case", "closed"): 1})
    assert (holders(busy, "2026-03-04"), holders(busy)) == ({"wang"}, {"li"})
    assert assignees(busy) == ["li", "li", "wang"]


def test_those_who_follow_hear_of_ends_and_beginnings_and_of_the_cases(busy):
    before = len(busy.told())
    hand(busy)
    told = busy.told()[before:]
    assert Counter(each["type"] for each in told) == {
        "linli.grids.AppointmentEnded.v1": 3,
        "linli.grids.StaffAppointed.v1": 1,
        "linli.grids.CasesHandedOver.v1": 1,
        "linli.grids.WorkHandedOver.v1": 1,
    }
    rows = told[-2]["data"]["rows"]
    assert [(row["id"], row["assignee_id"], row["version"]) for row in rows] == sorted(
        [(id_of("case 0"), id_of("li"), 3), (id_of("case 1"), id_of("li"), 4)]
    )


def test_a_dry_run_shows_it_and_changes_nothing(busy):
    before = len(busy.told())
    shown = hand(busy, dry_run=True)
    assert (moved(shown), stays(shown)) == ({"post": 3, "case": 2}, {("case", "closed"): 1})
    assert (len(busy.told()), holders(busy), assignees(busy)[0]) == (before, {"wang"}, "wang")
    done = hand(busy)
    assert {each["id"] for each in done["items"]} == {each["id"] for each in shown["items"]}


def test_asked_again_it_moves_nothing_more(busy):
    """Contacts that were made since follow as well, wherever they are kept."""
    hand(busy)
    before = len(busy.told())
    again = hand(busy)
    [told] = busy.told()[before:]
    assert (again["items"], told["type"]) == ([], "linli.grids.WorkHandedOver.v1")


def test_some_posts_move_with_the_cases_that_lie_there(busy):
    answer = hand(busy, appointment_ids=[id_of("wang at micro 2")])
    assert (moved(answer), assignees(busy)) == ({"post": 1, "case": 1}, ["wang", "li", "wang"])
    assert stays(answer) == {("post", "not_chosen"): 2, ("case", "elsewhere"): 1}


def test_cases_move_on_the_day_and_not_before_it(busy):
    answer = hand(busy, on="2026-03-06")
    assert (moved(answer), stays(answer)[("case", "not_yet")]) == ({"post": 3}, 2)
    assert (holders(busy), holders(busy, "2026-03-06"), assignees(busy)[0]) == ({"wang"}, {"li"}, "wang")


def test_a_post_keeps_the_end_of_its_term(staffed):
    appoint(staffed, a_duty("wang", "micro 1", valid_to=date(2026, 6, 1)))
    hand(staffed)
    found = staffed.ask("find_holder", area_id=id_of("micro 1"))
    assert (found["valid_from"], found["valid_to"]) == (TODAY, "2026-06-01")


def test_a_term_that_begins_on_the_day_or_later_stays(staffed):
    appoint(staffed, a_duty("wang", "micro 1", valid_from=date(2026, 3, 5)))
    appoint(staffed, a_duty("wang", "micro 2", valid_from=date(2026, 3, 4)))
    answer = hand(staffed)
    assert (moved(answer), stays(answer)) == ({"post": 1}, {("post", "begins_later"): 1})


def test_what_is_over_on_the_day_is_not_handed_on(staffed):
    appoint(staffed, a_duty("wang", "micro 1", valid_to=date(2026, 3, 5)))
    appoint(staffed, a_duty("wang", "micro 2", valid_to=date(2026, 3, 6)))
    assert [each["area_id"] for each in hand(staffed)["items"]] == [id_of("micro 2")]


def test_what_is_gone_by_then_is_not_handed_on():
    term = Term(date(2026, 3, 1))
    gone, kept = (Appointment(id_of(name), "area", "doctor", "wang", term) for name in ("gone", "kept"))
    posts = {kept.post: Post(*kept.post, [kept])}
    changed = hand_posts([gone, kept], posts, PostRoles(0, ()), "li", date(2026, 3, 5))
    assert ([each.id for each in changed.ended], len(changed.made)) == ([id_of("kept")], 1)


def test_a_deputy_s_days_are_handed_on_as_such(staffed):
    days = {"valid_from": date(2026, 3, 1), "valid_to": date(2026, 3, 8)}
    appoint(staffed, a_duty("wang", "micro 1", deputises=True, **days))
    hand(staffed)
    [row] = staffed.told()[-2]["data"]["rows"]
    assert (row["deputises"], row["valid_to"]) == (True, "2026-03-08")


def test_a_secretary_hands_on_the_chief_s_post_too(staffed):
    appoint(staffed, a_duty("wang", "community", role="community_secretary"))
    answer = hand(staffed)
    assert sorted(each["role"] for each in answer["items"]) == ["chief", "community_secretary"]
    assert staffed.ask("find_holder", area_id=id_of("total"))["display_name"] == "li"
    secretary = next(each for each in answer["items"] if each["role"] == "community_secretary")
    staffed.ask("end_appointment", appointment_id=secretary["id"], valid_to="2026-04-01", seen_version=1)
    assert staffed.ask("find_holder", area_id=id_of("total"), on="2026-04-01")["vacant"]


def test_what_comes_with_an_office_is_not_chosen_alone(staffed):
    secretary, chief = appoint(staffed, a_duty("wang", "community", role="community_secretary"))
    for chosen in ([chief["id"]], [secretary["id"], chief["id"]]):
        with pytest.raises(HeldExOfficio) as refused:
            hand(staffed, appointment_ids=chosen)
        assert refused.value.about == ("appointment_ids",)
        assert refused.value.values["ex_officio_of"] == secretary["id"]
    assert moved(hand(staffed, appointment_ids=[secretary["id"]])) == {"post": 2}


def test_what_lies_outside_the_caller_s_areas_stays(busy):
    answer = hand(busy.holding(id_of("base 2"), id_of("micro 1")))
    assert moved(answer) == {"post": 2, "case": 1}
    assert stays(answer) == {
        ("post", "elsewhere"): 1,
        ("case", "closed"): 1,
        ("case", "elsewhere"): 1,
    }
    assert assignees(busy) == ["li", "wang", "wang"]


def test_a_post_goes_over_until_its_successor_comes(busy):
    ends = {"appointment_id": id_of("wang at micro 1"), "valid_to": "2026-05-01"}
    busy.ask("end_appointment", **ends, seen_version=1)
    appoint(busy, a_duty("li", "micro 1", valid_from=date(2026, 5, 1)))
    busy.ask("enter_staff", staff=[a_person("zhao")])
    hand(busy, to="zhao")
    assert [
        busy.ask("find_holder", area_id=id_of("micro 1"), on=day)["display_name"]
        for day in ("2026-04-30", "2026-05-01")
    ] == ["zhao", "li"]


def test_a_post_that_only_one_may_hold_by_then_is_taken(busy):
    busy.ask("enter_staff", staff=[a_person("zhang")])
    one = [asdict(replace(role, many=False)) for role in USUAL.roles]
    busy.ask("write_post_roles", valid_from=TODAY, roles=one, seen_version=0)
    appoint(busy, *(a_duty(name, "community", role="doctor") for name in ("wang", "zhang")))
    with pytest.raises(PostTaken) as refused:
        hand(busy)
    assert refused.value.about == ("to_id",)
    assert holders(busy) == {"wang"}


@pytest.mark.parametrize("dry_run", [False, True])
def test_a_receiver_who_cannot_hold_a_post_refuses_it_all(busy, dry_run):
    appoint(busy, *(a_duty(name, "community", role="doctor") for name in ("wang", "li")))
    before = len(busy.told())
    with pytest.raises(AlreadyHolds) as refused:
        hand(busy, dry_run=dry_run)
    assert refused.value.about == ("to_id",)
    assert (len(busy.told()), holders(busy), assignees(busy)[0]) == (before, {"wang"}, "wang")


@pytest.mark.parametrize(
    ("more", "refusal", "field"),
    [
        ({"to": "wang"}, HandedToThemselves, "to_id"),
        ({"to": "nobody"}, StaffUnknown, "to_id"),
        ({"appointment_ids": [id_of("nothing")]}, AppointmentUnknown, "appointment_ids"),
    ],
)
def test_what_cannot_be_handed_over_is_refused_by_name(busy, more, refusal, field):
    with pytest.raises(refusal) as refused:
        hand(busy, **more)
    assert refused.value.about == (field,)
    assert holders(busy) == {"wang"}


def test_somebody_unknown_has_nothing_to_hand_over(staffed):
    with pytest.raises(StaffUnknown) as refused:
        staffed.ask("hand_over", staff_id=id_of("nobody"), to_id=id_of("li"), on=TODAY)
    assert refused.value.about == ("staff_id",)


def test_nobody_hands_a_post_to_themselves(staffed):
    staffed.ask("enter_staff", staff=[a_person("me", id=CALLER)])
    with pytest.raises(AppointsThemselves):
        staffed.ask("hand_over", staff_id=id_of("wang"), to_id=CALLER, on=TODAY)


@pytest.mark.parametrize("count", [3, 120])
def test_it_takes_as_few_statements_for_many_cases(staffed, count):
    appoint(staffed, a_duty("wang", "micro 1"))
    for number in range(count):
        case_id = id_of(f"case {number}")
        staffed.ask("register_case", id=case_id, area_id=id_of("micro 1"), text="The lamp is out.")
        staffed.ask("assign_case", case_id=case_id, seen_version=1)
    with statements() as sent:
        assert moved(hand(staffed))["case"] == count
    assert len(sent) < 15
