"""Cases on both databases."""

from datetime import date
from uuid import UUID

import pytest

from services.chassis.errors import FieldsInvalid, StaleVersion
from services.grids.cases.domain.errors import AreaNotMicroGrid, AreaUnknown, CaseUnknown, WrongState
from tests.grids.builders import a_duty, a_person, id_of
from tests.grids.cases.steps import CASE, RAISER, TEXT, WANG, close, register, step


def test_a_registered_case_is_answered_and_read_alike(staffed):
    answer = register(staffed, raiser_id=RAISER)

    assert answer == staffed.ask("get_case", case_id=CASE)
    assert answer == {
        "id": CASE,
        "number": "510108006004-2026-000001",
        "area_id": id_of("micro 1"),
        "state": "registered",
        "raiser_id": RAISER,
        "above_id": None,
        "holder_id": WANG,
        "vacant": False,
        "assignee_id": None,
        "registered_at": "2026-03-05T09:30:00+08:00",
        "assigned_at": None,
        "taken_at": None,
        "closed_at": None,
        "finder_id": None,
        "alarm_raiser_id": None,
        "whistle_blower_id": None,
        "executor_id": None,
        "version": 1,
        "text": TEXT,
        "feedback": None,
    }


def test_a_case_needs_neither_an_id_nor_a_raiser(staffed):
    answer = staffed.ask("register_case", area_id=id_of("micro 2"), text=TEXT)

    assert UUID(answer["id"]).version == 7
    assert (answer["raiser_id"], answer["holder_id"], answer["vacant"]) == (None, None, True)


def test_a_case_goes_its_way_to_the_end(staffed):
    closed = close(staffed)

    assert (closed["state"], closed["assignee_id"], closed["feedback"]) == ("closed", WANG, "Changed it.")
    assert closed["assigned_at"] == closed["taken_at"] == closed["closed_at"] == "2026-03-05T09:30:00+08:00"
    assert closed == staffed.ask("get_case", case_id=CASE)


def test_each_change_is_told_once_and_none_tells_the_narrative(staffed):
    close(staffed)

    told = [event for event in staffed.told() if event["subject"] == CASE]
    assert [(event["type"].split(".")[2], event["aggregateversion"]) for event in told] == [
        ("CaseRegistered", 1), ("CaseAssigned", 2), ("CaseTakenInHand", 3), ("CaseClosed", 4),
    ]  # fmt: skip
    assert told[-1]["data"] == {
        "case_id": CASE,
        "number": "510108006004-2026-000001",
        "area_id": id_of("micro 1"),
        "recipient_id": RAISER,
        "version": 4,
    }
    assert "lamp" not in str(told)
    assert "Changed" not in str(told)


def test_a_case_of_a_vacant_post_stays_registered_until_somebody_holds_it(staffed):
    register(staffed, area="micro 2")
    left = step(staffed, "assign_case", 1)
    staffed.ask("appoint_staff", appointments=[a_duty("wang", "micro 2")])
    assigned = step(staffed, "assign_case", 2)

    assert (left["state"], left["vacant"], left["assignee_id"]) == ("registered", True, None)
    assert (assigned["state"], assigned["vacant"], assigned["assignee_id"]) == ("assigned", False, WANG)


@pytest.mark.parametrize(
    ("method", "more"),
    [("assign_case", {}), ("take_case_in_hand", {}), ("close_case", {"feedback": "Done."})],
)
def test_a_stale_step_shows_what_stands_now_without_what_was_told(staffed, method, more):
    stands = register(staffed)
    del stands["text"], stands["feedback"]

    with pytest.raises(StaleVersion) as refused:
        step(staffed, method, 2, **more)

    assert refused.value.values == {"sent_version": 2, "current_version": 1, "current": stands}


@pytest.mark.parametrize(
    ("method", "more"), [("take_case_in_hand", {}), ("close_case", {"feedback": "Done."})]
)
def test_a_step_out_of_turn_is_refused(staffed, method, more):
    register(staffed)

    with pytest.raises(WrongState) as refused:
        step(staffed, method, 1, **more)

    assert refused.value.values["state"] == "registered"


@pytest.mark.parametrize(
    ("area", "refusal"),
    [
        ("base 1", AreaNotMicroGrid),
        ("school", AreaNotMicroGrid),
        ("community", AreaNotMicroGrid),
        ("township", AreaUnknown),
        ("micro elsewhere", AreaUnknown),
        ("nowhere", AreaUnknown),
    ],
)
def test_a_case_is_registered_in_a_micro_grid_that_the_caller_holds(staffed, area, refusal):
    with pytest.raises(refusal):
        register(staffed.holding(id_of("community")), area=area)
    with pytest.raises(CaseUnknown):
        staffed.ask("get_case", case_id=CASE)


def test_the_county_is_no_place_for_a_case(staffed):
    with pytest.raises(AreaNotMicroGrid):
        register(staffed, area="county")


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": ""},
        {"text": "x" * 4001},
        {"text": "bell \a"},
        {"area_id": "micro 1"},
        {"area_id": None},
        {"raiser_id": "somebody"},
        {"holder_id": WANG},
        {"number": "1"},
        {"state": "closed"},
    ],
)
def test_a_field_that_does_not_fit_is_refused_by_name(staffed, wrong):
    asked = {"area_id": id_of("micro 1"), "text": TEXT} | wrong

    with pytest.raises(FieldsInvalid) as refused:
        staffed.ask("register_case", **asked)

    assert [field.field for field in refused.value.fields] == list(wrong)


def test_a_case_goes_to_the_deputy_on_their_days(staffed):
    staffed.ask("enter_staff", staff=[a_person("li")])
    leave = {"valid_from": date(2026, 3, 1), "valid_to": date(2026, 3, 8), "deputises": True}
    staffed.ask("appoint_staff", appointments=[a_duty("li", "micro 1", **leave)])
    case = staffed.ask("register_case", area_id=id_of("micro 1"), text="The lamp is out.")
    assert (case["holder_id"], case["vacant"]) == (id_of("li"), False)
    assigned = staffed.ask("assign_case", case_id=case["id"], seen_version=1)
    assert assigned["assignee_id"] == id_of("li")


@pytest.mark.parametrize(
    ("above", "answers"), [(["base 1", "total"], "base 1"), (["total"], "total"), ([], None)]
)
def test_a_vacant_case_notes_who_answers_above(staffed, above, answers):
    roles = {"base 1": "grid_worker", "total": "chief"}
    staffed.ask("enter_staff", staff=[a_person(f"at {area}") for area in roles])
    for area in above:
        duty = a_duty(f"at {area}", area, role=roles[area])
        staffed.ask("appoint_staff", appointments=[duty])
    case = staffed.ask("register_case", area_id=id_of("micro 2"), text="The lamp is out.")
    left = staffed.ask("assign_case", case_id=case["id"], seen_version=1)

    found = answers and id_of(f"at {answers}")
    assert (left["state"], left["vacant"], left["above_id"]) == ("registered", True, found)
    assert staffed.told()[-1]["data"]["above_id"] == found
