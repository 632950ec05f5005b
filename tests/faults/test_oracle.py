"""The oracle finds what it is there to find: each test plants one thing."""

from dataclasses import replace

import pytest

from services.chassis.ids import new_id
from tests.faults.holdings import Holdings
from tests.faults.ledger import End, Ledger, Order, Told
from tests.faults.oracle import STATES, STEPS, judge, judge_ended

LI_NA, WANG = "li-na", "wang"
AREA = {"id": "area-1", "name": "east", "parent_id": "above", "version": 4}


def a_ledger(*ends: tuple[str, str, End]) -> Ledger:
    ledger = Ledger()
    for about, step, end in ends:
        ledger.note(Told(Order(about, step, "/", {}), end))
    return ledger


def a_whole_story(about: str = LI_NA) -> Ledger:
    return a_ledger(*((about, step, End.OK) for step in STEPS))


def a_case(place: int = 1, raiser_id: str = LI_NA, state: str = "closed", **changes):
    given = {"id": f"case-{place}", "number": f"R-2026-{place:06d}", "raiser_id": raiser_id}
    return given | {"state": state, "version": STATES.index(state) + 1} | changes


def a_message(case_id: str = "case-1", state: str = "sent"):
    return {"id": new_id(), "case_id": case_id, "state": state}


def holdings(*cases, messages=None, areas=None, differences=0) -> Holdings:
    told = [a_message(case["id"]) for case in cases if case["state"] == "closed"]
    return Holdings(list(cases), told if messages is None else messages, areas or {}, differences)


def found(ledger: Ledger, after: Holdings, before: Holdings | None = None) -> tuple[int, int, int]:
    verdict = judge(ledger, before or holdings(), after)
    return verdict.lost, verdict.duplicate, verdict.phantom


def test_a_story_that_was_told_and_holds_is_clean():
    assert found(a_whole_story(), holdings(a_case())) == (0, 0, 0)


def test_a_registration_that_is_not_there_is_lost():
    assert found(a_ledger((LI_NA, "register", End.OK)), holdings()) == (1, 0, 0)


@pytest.mark.parametrize("reached", STATES[:-1])
def test_every_step_that_was_answered_and_not_done_is_lost(reached):
    missing = len(STATES) - 1 - STATES.index(reached)
    assert found(a_whole_story(), holdings(a_case(state=reached))) == (missing, 0, 0)


@pytest.mark.parametrize("cases", [[], [a_case(state="registered")]])
def test_an_unknown_end_may_have_been_either(cases):
    assert found(a_ledger((LI_NA, "register", End.UNKNOWN)), holdings(*cases)) == (0, 0, 0)


def test_a_registration_that_was_done_twice_is_a_duplicate():
    cases = [a_case(1, state="registered"), a_case(2, state="registered")]
    assert found(a_ledger((LI_NA, "register", End.OK)), holdings(*cases)) == (0, 1, 0)


def test_a_step_that_two_were_told_they_did_is_lost_for_one():
    ledger = a_whole_story()
    ledger.note(Told(Order(LI_NA, "close", "/", {}), End.OK))
    assert found(ledger, holdings(a_case())) == (1, 0, 0)


def test_a_version_above_the_steps_that_were_done_is_a_duplicate():
    assert found(a_whole_story(), holdings(a_case(version=5))) == (0, 1, 0)


def test_a_refused_step_that_was_done_is_a_phantom():
    ledger = a_ledger((LI_NA, "register", End.OK), (LI_NA, "assign", End.FAIL))
    assert found(ledger, holdings(a_case(state="assigned"))) == (0, 0, 1)


def test_a_case_that_nobody_asked_for_is_a_phantom():
    assert found(a_ledger(), holdings(a_case(state="registered"))) == (0, 0, 1)


def test_a_case_of_an_earlier_trial_is_none():
    old = a_case(state="registered")
    assert found(a_ledger(), holdings(old), before=holdings(old)) == (0, 0, 0)


@pytest.mark.parametrize(("messages", "wanted"), [(0, (1, 0, 0)), (1, (0, 0, 0)), (3, (0, 2, 0))])
def test_a_closed_case_has_one_message(messages, wanted):
    after = holdings(a_case(), messages=[a_message() for _ in range(messages)])
    assert found(a_whole_story(), after) == wanted


def test_a_message_about_an_open_case_is_a_phantom():
    after = holdings(a_case(state="registered"), messages=[a_message()])
    assert found(a_ledger((LI_NA, "register", End.OK)), after) == (0, 0, 1)


@pytest.mark.parametrize(("numbers", "wanted"), [((1, 2), 0), ((1, 1), 1), ((1, 3), 1), ((2, 3), 1)])
def test_a_number_given_twice_or_left_out_is_a_duplicate(numbers, wanted):
    cases = [
        a_case(number, raiser, "registered", id=raiser)
        for number, raiser in zip(numbers, (LI_NA, WANG), strict=True)
    ]
    ledger = a_ledger((LI_NA, "register", End.OK), (WANG, "register", End.OK))
    assert found(ledger, holdings(*cases)) == (0, wanted, 0)


def test_registers_are_counted_each_for_itself():
    cases = [a_case(1, LI_NA, "registered"), a_case(1, WANG, "registered", id="x", number="S-2026-000001")]
    ledger = a_ledger((LI_NA, "register", End.OK), (WANG, "register", End.OK))
    assert found(ledger, holdings(*cases)) == (0, 0, 0)


@pytest.mark.parametrize(
    ("version", "name", "wanted"),
    [
        (5, "west", (0, 0, 0)),
        (4, "east", (1, 0, 0)),
        (6, "west", (0, 1, 0)),
        (5, "north", (0, 0, 1)),
    ],
)
def test_an_area_has_as_many_versions_more_as_changes_and_one_of_their_names(version, name, wanted):
    ledger = Ledger()
    ledger.note(Told(Order("area-1", "change_area", "/", {"name": "west"}), End.OK))
    before = holdings(areas={"area-1": AREA})
    after = holdings(areas={"area-1": AREA | {"version": version, "name": name}})
    assert found(ledger, after, before) == wanted


@pytest.mark.parametrize(("parent", "wanted"), [("there", (0, 0, 0)), ("elsewhere", (0, 0, 1))])
def test_an_area_lies_where_it_was_moved_to(parent, wanted):
    ledger = Ledger()
    ledger.note(Told(Order("area-1", "change_area", "/", {"parent_id": "there"}), End.OK))
    after = holdings(areas={"area-1": AREA | {"version": 5, "parent_id": parent}})
    assert found(ledger, after, holdings(areas={"area-1": AREA})) == wanted


@pytest.mark.parametrize(
    ("end", "there", "wanted"),
    [
        (End.OK, ("li-na", "wang"), (0, 0, 0)),
        (End.OK, (), (1, 0, 0)),
        (End.OK, ("wang",), (1, 0, 1)),
        (End.UNKNOWN, ("li-na", "wang"), (0, 0, 0)),
        (End.UNKNOWN, (), (0, 0, 0)),
        (End.FAIL, ("li-na", "wang"), (0, 0, 1)),
    ],
)
def test_people_who_enter_together_are_all_there_or_none(end, there, wanted):
    ledger = Ledger()
    ledger.note(Told(Order(LI_NA, "enter", "/", {"staff": [{"id": LI_NA}, {"id": WANG}]}), end))
    assert found(ledger, replace(holdings(), staff=dict.fromkeys(there, 1))) == wanted


@pytest.mark.parametrize(
    ("steps", "appointments", "wanted"),
    [
        (("appoint",), {"term-1": 1}, (0, 0, 0)),
        (("appoint", "end"), {"term-1": 2}, (0, 0, 0)),
        (("appoint", "end"), {"term-1": 1}, (1, 0, 0)),
        (("appoint", "end"), {"term-1": 3}, (0, 1, 0)),
        (("appoint",), {}, (1, 0, 0)),
        (("appoint",), {"term-1": 2}, (0, 0, 1)),
    ],
)
def test_an_appointment_is_made_and_ended_as_often_as_was_answered(steps, appointments, wanted):
    ledger = a_ledger(*(("term-1", step, End.OK) for step in steps))
    assert found(ledger, replace(holdings(), appointments=appointments)) == wanted


def test_a_mirror_that_differs_has_lost_something():
    assert found(a_ledger(), holdings(differences=2)) == (2, 0, 0)


def test_a_repeated_order_with_another_answer_is_a_duplicate():
    ledger = a_whole_story()
    ledger.contradict(ledger.told[0])
    assert found(ledger, holdings(a_case())) == (0, 1, 0)


def test_a_second_message_that_came_late_is_a_duplicate():
    after = holdings(a_case(), messages=[a_message(), a_message()])
    assert judge_ended(a_whole_story(), after).duplicate == 1


@pytest.mark.parametrize(("state", "lost"), [("queued", 1), ("sending", 1), ("sent", 0), ("failed", 0)])
def test_a_message_that_never_ended_is_lost(state, lost):
    after = holdings(a_case(), messages=[a_message(state=state)])
    assert judge_ended(a_whole_story(), after).lost == lost
