"""Cases on both databases."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from services.chassis.caller import Scope
from services.chassis.clock import FixedClock
from services.chassis.errors import FieldsInvalid, IdTaken, StaleVersion
from services.grids.cases.domain.errors import AreaNotMicroGrid, AreaUnknown, CaseUnknown, WrongState
from tests.grids.builders import a_duty, a_person, id_of
from tests.grids.house import House, statements

WANG, CASE, RAISER = id_of("wang"), id_of("case"), id_of("raiser")
TEXT = "The lamp in the yard is out.\n第二行。"


@pytest.fixture
def staffed(house: House) -> House:
    """Wang holds the post of micro 1; the others are vacant."""
    house.ask("enter_staff", staff=[a_person("wang")])
    house.ask("appoint_staff", appointments=[a_duty("wang", "micro 1")])
    return house


def register(house: House, case: str = "case", area: str = "micro 1", **more: Any) -> Any:
    return house.ask("register_case", id=id_of(case), area_id=id_of(area), text=TEXT, **more)


def step(house: House, method: str, seen_version: int, **more: Any) -> Any:
    return house.ask(method, case_id=CASE, seen_version=seen_version, **more)


def close(house: House) -> Any:
    register(house, raiser_id=RAISER)
    step(house, "assign_case", 1)
    step(house, "take_case_in_hand", 2)
    return step(house, "close_case", 3, feedback="Changed it.")


def test_a_registered_case_is_answered_and_read_alike(staffed):
    answer = register(staffed, raiser_id=RAISER)

    assert answer == staffed.ask("get_case", case_id=CASE)
    assert answer == {
        "id": CASE,
        "number": "510108006004-2026-000001",
        "area_id": id_of("micro 1"),
        "state": "registered",
        "raiser_id": RAISER,
        "holder_id": WANG,
        "vacant": False,
        "assignee_id": None,
        "registered_at": "2026-03-05T09:30:00+08:00",
        "assigned_at": None,
        "taken_at": None,
        "closed_at": None,
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
def test_a_stale_step_shows_what_stands_now(staffed, method, more):
    stands = register(staffed)

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


@pytest.mark.parametrize("held", ["county", "community", "base 1", "micro 1"])
def test_who_holds_the_area_or_one_above_sees_the_case(staffed, held):
    register(staffed)
    holder = staffed.holding(id_of(held))

    assert holder.ask("get_case", case_id=CASE)["id"] == CASE
    assert len(holder.ask("list_cases")["items"]) == 1
    assert step(holder, "assign_case", 1)["state"] == "assigned"


@pytest.mark.parametrize("held", ["elsewhere", "base 2", "micro 2", "school", None])
def test_who_holds_another_area_sees_no_case(staffed, held):
    register(staffed)
    stranger = replace(staffed, scope=Scope((id_of(held),) if held else ()))

    assert stranger.ask("list_cases") == {"items": [], "next": None}
    with pytest.raises(CaseUnknown):
        stranger.ask("get_case", case_id=CASE)
    for method in ("assign_case", "take_case_in_hand"):
        with pytest.raises(CaseUnknown):
            step(stranger, method, 1)
    with pytest.raises(CaseUnknown):
        step(stranger, "close_case", 1, feedback="Done.")


def test_another_district_sees_no_case(staffed):
    register(staffed)
    there = staffed.elsewhere()

    assert there.ask("list_cases")["items"] == []
    with pytest.raises(CaseUnknown):
        there.ask("get_case", case_id=CASE)
    with pytest.raises(AreaUnknown):
        register(there)


def test_a_case_moves_with_its_ground(staffed):
    register(staffed)
    staffed.ask("move_area", area_id=id_of("base 1"), parent_id=id_of("total elsewhere"), seen_version=1)

    assert staffed.holding(id_of("elsewhere")).ask("get_case", case_id=CASE)["id"] == CASE
    with pytest.raises(CaseUnknown):
        staffed.holding(id_of("community")).ask("get_case", case_id=CASE)
    assert register(staffed, "next")["number"] == "AREA-4-2026-000001"


def listed(house: House, **asked: Any) -> list[str]:
    return [row["id"] for row in house.ask("list_cases", **asked)["items"]]


def test_cases_are_listed_by_area_and_state_without_the_narrative(staffed):
    for case, area in (("case", "micro 1"), ("b", "micro 2"), ("c", "micro 3")):
        register(staffed, case, area)
    step(staffed, "assign_case", 1)

    ids = {name: id_of(name) for name in ("case", "b", "c")}
    assert set(listed(staffed)) == set(ids.values())
    assert set(listed(staffed, area_id=id_of("base 1"))) == {ids["case"], ids["b"]}
    assert listed(staffed, area_id=id_of("base 1"), state="registered") == [ids["b"]]
    assert listed(staffed, state="assigned") == [ids["case"]]
    assert listed(staffed, area_id=id_of("nowhere")) == []
    assert "lamp" not in str(staffed.ask("list_cases"))


def test_pages_put_together_are_every_case_once(staffed):
    for number in range(7):
        register(staffed, f"case {number}")

    seen: list[str] = []
    after = None
    for _ in range(4):
        page = staffed.ask("list_cases", limit=2, after=after)
        seen += [row["id"] for row in page["items"]]
        after = page["next"]
    assert (after, sorted(seen)) == (None, sorted(id_of(f"case {number}") for number in range(7)))


def test_a_list_of_a_filter_outside_what_the_caller_holds_is_empty(staffed):
    register(staffed)

    assert listed(staffed.holding(id_of("elsewhere")), area_id=id_of("micro 1")) == []


@pytest.mark.parametrize("held", [None, "community"])
def test_reading_takes_one_statement_and_registering_two_or_three(staffed, held):
    caller = staffed.holding(id_of(held)) if held else staffed
    register(caller)
    with statements() as registering:
        register(caller, "next")
    with statements() as reading:
        caller.ask("get_case", case_id=CASE)

    entering = ["WITH cases"] if staffed.database.is_postgresql else ["UPDATE registers", "INSERT cases"]
    assert registering == ["SELECT areas", *entering]
    assert reading == ["SELECT cases"]


def test_a_taken_id_is_refused_and_takes_no_place(staffed):
    register(staffed)
    with pytest.raises(IdTaken):
        register(staffed)

    assert register(staffed, "next")["number"] == "510108006004-2026-000002"


@pytest.mark.parametrize(
    ("method", "more", "sent"),
    [
        ("assign_case", {}, ["SELECT cases", "SELECT areas", "UPDATE cases"]),
        ("take_case_in_hand", {}, ["SELECT cases", "UPDATE cases"]),
        ("close_case", {"feedback": "Done."}, ["SELECT cases", "UPDATE cases"]),
    ],
)
def test_a_step_takes_two_or_three_statements(staffed, method, more, sent):
    register(staffed)
    for before, (earlier, version) in {"take_case_in_hand": ("assign_case", 1)}.items():
        if method in (before, "close_case"):
            step(staffed, earlier, version)
    if method == "close_case":
        step(staffed, "take_case_in_hand", 2)
    version = staffed.ask("get_case", case_id=CASE)["version"]

    with statements() as seen:
        step(staffed, method, version, **more)
    assert seen == sent


def test_numbers_have_no_gap_whoever_registers_at_once_or_fails(staffed):
    def try_to(number: int) -> None:
        register(staffed, f"case {number // 2}")  # every id twice: half of them are refused

    with ThreadPoolExecutor(4) as threads:
        outcomes = [threads.submit(try_to, number) for number in range(40)]
    refused = [each.exception() for each in outcomes if each.exception()]

    assert {type(each) for each in refused} == {IdTaken}
    numbers = sorted(row["number"] for row in staffed.ask("list_cases", limit=200)["items"])
    assert numbers == [f"510108006004-2026-{place:06d}" for place in range(1, 21)]


def test_a_new_year_begins_in_shanghai(staffed):
    last_evening = replace(staffed, clock=FixedClock(datetime(2026, 12, 31, 15, 59, tzinfo=UTC)))
    new_year = replace(staffed, clock=FixedClock(datetime(2026, 12, 31, 16, 0, tzinfo=UTC)))

    assert register(last_evening)["number"] == "510108006004-2026-000001"
    assert register(new_year, "next")["number"] == "510108006004-2027-000001"


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
