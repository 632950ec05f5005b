"""A case from registering to closing."""

from datetime import timedelta

import pytest

from services.grids.cases.domain.case import Case
from services.grids.cases.domain.errors import AreaNotMicroGrid, WrongState
from services.grids.cases.domain.events import (
    CaseAssigned,
    CaseClosed,
    CaseLeftVacant,
    CaseRegistered,
    CaseTakenInHand,
)
from services.grids.cases.domain.ground import Ground
from services.grids.cases.domain.number import case_number
from services.grids.cases.domain.state import CaseState
from services.grids.levels.domain.level import Level
from services.grids.levels.domain.scheme import USUAL, LevelScheme
from tests.grids.builders import NOW, a_case, id_of

LATER = NOW + timedelta(hours=2)
CASE, NUMBER, AREA = id_of("case"), "510108006004-2026-000001", id_of("micro 1")
LI = id_of("li")


def in_state(state: CaseState, **different) -> Case:
    assignee = None if state is CaseState.REGISTERED else LI
    return a_case(**{"state": state, "assignee_id": assignee, "version": 4} | different)


def test_a_registered_case_says_so():
    assert a_case().registered() == CaseRegistered(CASE, NUMBER, AREA, 1)


def test_a_case_is_assigned_to_the_holder():
    case = a_case()

    assert case.assign(LI, LATER) == CaseAssigned(CASE, NUMBER, AREA, LI, 2)
    assert (case.state, case.assignee_id, case.assigned_at, case.vacant) == ("assigned", LI, LATER, False)


def test_a_case_without_a_holder_stays_registered_and_is_vacant():
    case = a_case()

    assert case.assign(None, LATER) == CaseLeftVacant(CASE, NUMBER, AREA, 2)
    assert (case.state, case.assignee_id, case.assigned_at, case.vacant) == ("registered", None, None, True)


def test_a_vacant_case_is_assigned_when_somebody_holds_the_post_again():
    case = a_case(holder_id=None)
    case.assign(LI, LATER)

    assert (case.state, case.vacant) == ("assigned", False)


def test_an_assigned_case_is_taken_in_hand():
    case = in_state(CaseState.ASSIGNED)

    assert case.take_in_hand(LATER) == CaseTakenInHand(CASE, NUMBER, AREA, LI, 5)
    assert (case.state, case.taken_at) == ("in_hand", LATER)


def test_a_closed_case_tells_its_raiser():
    case = in_state(CaseState.IN_HAND)

    assert case.close("Changed the lamp.", LATER) == CaseClosed(CASE, NUMBER, AREA, id_of("raiser"), 5)
    assert (case.state, case.feedback, case.closed_at) == ("closed", "Changed the lamp.", LATER)


def test_a_closed_case_that_nobody_raised_tells_its_assignee():
    assert in_state(CaseState.IN_HAND, raiser_id=None).close("Done.", LATER).recipient_id == LI


CHANGES = {
    CaseState.REGISTERED: ("assigned", lambda case: case.assign(LI, LATER)),
    CaseState.ASSIGNED: ("in_hand", lambda case: case.take_in_hand(LATER)),
    CaseState.IN_HAND: ("closed", lambda case: case.close("Done.", LATER)),
}
REFUSED = [(state, before) for before in CHANGES for state in sorted(set(CaseState) - {before})]


@pytest.mark.parametrize(("state", "before"), REFUSED)
def test_no_other_change_of_state_is_allowed(state, before):
    to, change = CHANGES[before]
    case = in_state(state)

    with pytest.raises(WrongState) as refused:
        change(case)

    assert refused.value.values == {"case_id": CASE, "state": state.value, "to": to}
    assert case == in_state(state)


@pytest.mark.parametrize("state", sorted(set(CaseState) - {CaseState.REGISTERED}))
def test_only_a_registered_case_is_left_vacant(state):
    with pytest.raises(WrongState):
        in_state(state).assign(None, LATER)


def test_nothing_that_is_told_to_others_holds_the_narrative():
    case = a_case(text="The lamp is out", state=CaseState.IN_HAND, assignee_id=LI)
    events = [case.registered(), case.close("Changed the lamp", LATER)]

    assert "lamp" not in str(events)


def a_place(**different) -> Ground:
    usual = {
        "area_id": AREA,
        "area_kind": "micro",
        "community_id": "c",
        "community_path": "1/2/3f/",
        "codes": {"NBS2023": "510108006004", "LOCAL": "8"},
    }
    return Ground(**usual | different)


@pytest.mark.parametrize("kind", ["county", "township", "community", "general_total", "base", "exclusive"])
def test_a_case_lies_where_the_levels_take_them(kind):
    with pytest.raises(AreaNotMicroGrid) as refused:
        a_place(area_kind=kind).must_take_cases(USUAL)

    assert refused.value.values == {"area_id": AREA, "area_kind": kind}


@pytest.mark.parametrize(
    ("codes", "register"),
    [
        ({"NBS2023": "510108006004", "LOCAL": "8"}, "510108006004"),
        ({"MCA": "510108006004", "LOCAL": "8"}, "MCA-510108006004"),
        ({"LOCAL": "8"}, "LOCAL-8"),
        ({}, "AREA-3f"),
    ],
)
def test_the_register_of_a_community_is_named_by_its_code(codes, register):
    assert a_place(codes=codes).register == register


@pytest.mark.parametrize(("place", "number"), [(1, "x-2026-000001"), (1_000_000, "x-2026-1000000")])
def test_a_number_names_register_year_and_place(place, number):
    assert case_number("x", 2026, place) == number


GROUP = Level("group", "居民小组", "Residents' group", ("community",), takes_cases=True)


@pytest.mark.parametrize(
    ("kind", "levels"), [("group", (*USUAL.levels, GROUP)), ("micro", USUAL.levels), ("micro", ())]
)
def test_a_level_of_the_districts_own_may_take_cases_and_a_micro_grid_always_does(kind, levels):
    place, scheme = a_place(area_kind=kind), LevelScheme(levels)
    place.must_take_cases(scheme)

    assert place.is_micro or scheme.takes_cases(place.area_kind)
