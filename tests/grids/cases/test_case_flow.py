"""The case flow: registering, assigning, handling, closing."""

from datetime import date, timedelta

import pytest

from services.chassis.caller import Scope
from services.chassis.errors import IdTaken, StaleVersion
from services.grids.areas.use_cases.found_areas import found_areas
from services.grids.cases.domain.case import Case
from services.grids.cases.domain.errors import AreaNotMicroGrid, AreaUnknown, CaseUnknown, WrongState
from services.grids.cases.use_cases.assign_case import AssignCase, assign_case
from services.grids.cases.use_cases.close_case import CloseCase, close_case
from services.grids.cases.use_cases.get_case import GetCase, get_case
from services.grids.cases.use_cases.register_case import RegisterCase, register_case
from services.grids.cases.use_cases.take_case_in_hand import TakeCaseInHand, take_case_in_hand
from services.grids.posts.use_cases.appoint_staff import appoint_staff
from services.grids.posts.use_cases.enter_staff import enter_staff
from tests.grids.builders import NOW, TODAY, a_duty, appointing, entering, founding, id_of, the_ground
from tests.grids.world import CALLER, FakeWorld

WANG, LI = id_of("wang"), id_of("li")
CASE = id_of("case")


@pytest.fixture
def world() -> FakeWorld:
    """Wang holds the post of micro 1 until today, Li from tomorrow; nobody holds micro 2's."""
    world = FakeWorld()
    found_areas(founding(*the_ground()), world, CALLER, TODAY)
    enter_staff(entering("wang", "li"), world, CALLER, today=TODAY)
    tomorrow = TODAY + timedelta(days=1)
    duties = [a_duty("wang", "micro 1", valid_to=tomorrow), a_duty("li", "micro 1", valid_from=tomorrow)]
    appoint_staff(appointing(*duties), world, CALLER)
    world.events.clear()
    return world


def register(world: FakeWorld, case: str = "case", area: str = "micro 1", today: date = TODAY) -> Case:
    command = RegisterCase(id_of(case), id_of(area), "The lamp is out.", id_of("raiser"))
    return register_case(command, world, CALLER, NOW, today)


def assign(world: FakeWorld, seen_version: int = 1, today: date = TODAY) -> Case:
    return assign_case(AssignCase(CASE, seen_version), world, CALLER, NOW, today)


def take(world: FakeWorld, seen_version: int = 2) -> Case:
    return take_case_in_hand(TakeCaseInHand(CASE, seen_version), world, CALLER, NOW)


def close(world: FakeWorld, seen_version: int = 3) -> Case:
    return close_case(CloseCase(CASE, "Changed it.", seen_version), world, CALLER, NOW)


def test_a_case_goes_from_registered_to_closed(world):
    states = [step(world).state.value for step in (register, assign, take, close)]

    assert states == ["registered", "assigned", "in_hand", "closed"]
    assert [type(event).__name__ for event in world.events] == [
        "CaseRegistered", "CaseAssigned", "CaseTakenInHand", "CaseClosed",
    ]  # fmt: skip


def test_a_registered_case_knows_todays_holder(world):
    assert (register(world).holder_id, register(world, "other", "micro 2").vacant) == (WANG, True)


@pytest.mark.parametrize(("day", "holder"), [(TODAY, WANG), (TODAY + timedelta(days=1), LI)])
def test_a_case_is_assigned_to_who_holds_the_post_that_day(world, day, holder):
    register(world)

    assert assign(world, today=day).assignee_id == holder


def test_a_case_of_a_vacant_post_stays_registered(world):
    register(world, area="micro 2")

    assigned = assign(world)

    assert (assigned.state, assigned.vacant, assigned.version) == ("registered", True, 2)
    assert type(world.events[-1]).__name__ == "CaseLeftVacant"


def test_numbers_are_gapless_per_community_and_year(world):
    new_year = date(2027, 1, 1)
    numbers = [
        register(world, "1").number,
        register(world, "2", "micro 3").number,
        register(world, "3", "micro elsewhere").number,
        register(world, "4", today=new_year).number,
        register(world, "5").number,
    ]

    assert numbers == [
        "510108006004-2026-000001",
        "510108006004-2026-000002",
        "AREA-4-2026-000001",
        "510108006004-2027-000001",
        "510108006004-2026-000003",
    ]


def test_a_refused_case_takes_no_number(world):
    register(world)
    with pytest.raises(IdTaken):
        register(world)

    assert register(world, "next").number == "510108006004-2026-000002"


@pytest.mark.parametrize(
    ("area", "refusal"),
    [("base 1", AreaNotMicroGrid), ("nowhere", AreaUnknown), ("micro elsewhere", AreaUnknown)],
)
def test_a_case_in_a_wrong_place_is_not_kept(world, area, refusal):
    world.scope = Scope((id_of("community"),))

    with pytest.raises(refusal):
        register(world, area=area)

    assert (world.kept.cases, world.kept.registers, world.events) == ({}, {}, [])


@pytest.mark.parametrize("step", [assign, take, close])
def test_a_case_elsewhere_is_as_good_as_none(world, step):
    register(world)
    world.scope = Scope((id_of("elsewhere"),))

    with pytest.raises(CaseUnknown):
        step(world, 1)
    with pytest.raises(CaseUnknown):
        get_case(GetCase(CASE), world, CALLER)


@pytest.mark.parametrize("step", [assign, take, close])
def test_who_saw_an_older_version_is_refused_first(world, step):
    register(world)
    world.events.clear()

    with pytest.raises(StaleVersion) as refused:
        step(world, 2)

    assert (refused.value.values["sent_version"], refused.value.values["current_version"]) == (2, 1)
    assert world.events == []


@pytest.mark.parametrize("step", [take, close])
def test_a_step_too_early_changes_nothing(world, step):
    register(world)

    with pytest.raises(WrongState):
        step(world, 1)

    assert (world.kept.cases[CASE].version, len(world.events)) == (1, 1)
