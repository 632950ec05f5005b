"""Who sees which cases, on both databases."""

from dataclasses import replace
from typing import Any

import pytest

from services.chassis.caller import Scope
from services.grids.cases.domain.errors import AreaUnknown, CaseUnknown
from tests.grids.builders import id_of
from tests.grids.cases.steps import CASE, register, step
from tests.grids.house import House


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
