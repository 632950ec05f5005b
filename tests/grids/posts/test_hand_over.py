"""Posts and open work go to somebody else in one step, on both databases."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest

from services.grids.posts.domain.appointment import Appointment, NeverHeld, Term
from services.grids.posts.domain.errors import (
    AppointmentUnknown,
    HeldExOfficio,
)
from services.grids.posts.domain.hand_over import hand_posts
from services.grids.posts.domain.post import Post
from services.grids.posts.domain.roles import PostRoles
from tests.grids.builders import a_duty, a_person, id_of
from tests.grids.house import statements
from tests.grids.posts.duties import appoint
from tests.grids.posts.handing import TODAY, assignees, hand, holders, moved, stays

TOMORROW = "2026-03-06"
CALLER = "00000000-0000-7000-8000-0000000000ca"


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
    assert stays(answer) == {("post", "not_chosen"): 2, ("case", "not_chosen"): 1}


def test_of_chosen_posts_what_was_left_moves_as_they_are_named_again(busy):
    chosen = [id_of("wang at micro 1")]
    hand(busy, on=TOMORROW, appointment_ids=chosen)
    busy.clock.moment += timedelta(days=1)
    shown = hand(busy, on=TOMORROW, appointment_ids=chosen, dry_run=True)
    answer = hand(busy, on=TOMORROW, appointment_ids=chosen)
    assert (moved(shown), moved(answer)) == ({"case": 1}, {"case": 1})
    assert assignees(busy) == ["li", "wang", "wang"]
    assert stays(answer)[("case", "not_chosen")] == 1
    told = busy.told()[-1]
    assert told["type"] == "linli.grids.WorkHandedOver.v1"
    assert (told["data"]["area_ids"], answer["contacts"]) == ([id_of("micro 1")], "follow")


@pytest.mark.parametrize("different", [{"to": "zhao"}, {"on": "2026-03-07"}])
def test_what_went_to_another_one_or_another_day_is_not_theirs(busy, different):
    busy.ask("enter_staff", staff=[a_person("zhao")])
    chosen = [id_of("wang at micro 1")]
    hand(busy, on=TOMORROW, appointment_ids=chosen)
    with pytest.raises(AppointmentUnknown):
        hand(busy, **{"on": TOMORROW, "appointment_ids": chosen} | different)


def test_what_was_made_of_a_post_and_withdrawn_did_not_go(busy):
    chosen = [id_of("wang at micro 1")]
    [made] = hand(busy, on=TOMORROW, appointment_ids=chosen)["items"]
    busy.ask("end_appointment", appointment_id=made["id"], valid_to=TODAY, seen_version=1)
    with pytest.raises(AppointmentUnknown):
        hand(busy, on=TOMORROW, appointment_ids=chosen)


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


def test_what_is_withdrawn_by_then_is_not_handed_on():
    term = Term(date(2026, 3, 1))
    gone, kept = (Appointment(id_of(name), "area", "doctor", "wang", term) for name in ("gone", "kept"))
    withdrawn = replace(gone, term=NeverHeld(term.valid_from, term.valid_from))
    posts = {kept.post: Post(*kept.post, [withdrawn, kept])}
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
