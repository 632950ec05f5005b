"""Entering, appointing and taking staff off posts."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from services.chassis.caller import Scope
from services.chassis.errors import IdTaken, StaleVersion
from services.grids.areas.use_cases.found_areas import found_areas
from services.grids.posts.domain.errors import (
    AppointmentTwiceInBatch,
    AppointmentUnknown,
    AppointsThemselves,
    AreaUnknown,
    PostTaken,
    PostUnknown,
    StaffTwiceInBatch,
    StaffUnknown,
    TermEmpty,
)
from services.grids.posts.domain.events import StaffAppointed, StaffChanged
from services.grids.posts.use_cases.appoint_staff import appoint_staff
from services.grids.posts.use_cases.end_appointment import EndAppointment, end_appointment
from services.grids.posts.use_cases.enter_staff import enter_staff
from services.grids.posts.use_cases.find_holder import FindHolder, find_holder
from tests.grids.builders import TODAY, a_duty, appointing, entering, founding, id_of, the_ground
from tests.grids.world import CALLER, FakeWorld

WANG_AT_1 = a_duty("wang", "micro 1")


def test_nobody_appoints_themselves_as_a_post_brings_its_grant(world: FakeWorld):
    themselves = replace(CALLER, id=id_of("wang"), kind="person")
    for duties in ([WANG_AT_1], [a_duty("li", "micro 2"), WANG_AT_1]):
        with pytest.raises(AppointsThemselves):
            appoint_staff(appointing(*duties), world, themselves)
    assert world.events == []
    assert appoint_staff(appointing(a_duty("li", "micro 2")), world, themselves)


@pytest.fixture
def world() -> FakeWorld:
    world = FakeWorld()
    found_areas(founding(*the_ground()), world, CALLER, TODAY)
    enter_staff(entering("wang", "li"), world, CALLER, today=TODAY)
    world.events.clear()
    return world


def holder_of(world: FakeWorld, area: str, on: date | None = None) -> Any:
    found = find_holder(FindHolder(id_of(area), on), world, CALLER, today=TODAY)
    return found["staff_id"]


def test_people_who_enter_are_told_as_one(world):
    enter_staff(entering("zhao", "qian"), world, CALLER, today=TODAY)

    (event,) = world.events
    assert isinstance(event, StaffChanged)
    assert [(row.display_name, row.version) for row in event.rows] == [("zhao", 1), ("qian", 1)]


@pytest.mark.parametrize(
    ("names", "refusal"), [(("zhao", "wang"), IdTaken), (("zhao", "zhao"), StaffTwiceInBatch)]
)
def test_one_person_twice_and_nobody_enters(world, names, refusal):
    world.kept.staff[id_of("wang")].display_name = "another wang"
    with pytest.raises(refusal):
        enter_staff(entering(*names), world, CALLER, today=TODAY)

    assert (len(world.kept.staff), world.events) == (2, [])


def test_who_is_appointed_holds_the_post_from_the_first_day(world):
    appoint_staff(appointing(WANG_AT_1), world, CALLER)

    (event,) = world.events
    assert isinstance(event, StaffAppointed)
    assert [row.staff_id for row in event.rows] == [id_of("wang")]
    assert holder_of(world, "micro 1", WANG_AT_1.valid_from) == id_of("wang")
    assert holder_of(world, "micro 1", WANG_AT_1.valid_from - timedelta(days=1)) is None


def test_one_person_may_hold_several_posts(world):
    appoint_staff(appointing(WANG_AT_1, a_duty("wang", "micro 2")), world, CALLER)

    assert holder_of(world, "micro 1") == holder_of(world, "micro 2") == id_of("wang")


WRONG = [
    (a_duty("wang", "nowhere"), AreaUnknown),
    (a_duty("wang", "school"), PostUnknown),
    (a_duty("wang", "micro 2", role="grid_worker"), PostUnknown),
    (a_duty("nobody", "micro 2"), StaffUnknown),
    (a_duty("wang", "micro 2", valid_to=date(2026, 1, 1)), TermEmpty),
    (a_duty("li", "micro 3"), PostTaken),
    (a_duty("wang", "micro 2", id=id_of("wang at micro 3")), IdTaken),
    (WANG_AT_1, AppointmentTwiceInBatch),
]


@pytest.mark.parametrize(("wrong", "refusal"), WRONG)
def test_one_wrong_appointment_and_nobody_is_appointed(world, wrong, refusal):
    appoint_staff(appointing(a_duty("wang", "micro 3")), world, CALLER)
    world.events.clear()

    with pytest.raises(refusal):
        appoint_staff(appointing(WANG_AT_1, wrong), world, CALLER)

    assert (len(world.kept.appointments), world.events) == (1, [])


def test_two_of_a_batch_do_not_share_a_post(world):
    with pytest.raises(PostTaken):
        appoint_staff(appointing(WANG_AT_1, a_duty("li", "micro 1")), world, CALLER)


def test_nobody_is_appointed_outside_the_callers_areas(world):
    world.scope = Scope((id_of("base 1"),))
    appoint_staff(appointing(WANG_AT_1), world, CALLER)

    with pytest.raises(AreaUnknown):
        appoint_staff(appointing(a_duty("li", "micro 3")), world, CALLER)


def test_an_ended_appointment_leaves_the_post_vacant(world):
    appoint_staff(appointing(WANG_AT_1), world, CALLER)

    ended = end_appointment(EndAppointment(WANG_AT_1.id, TODAY, 1), world, CALLER, TODAY)

    assert ended.version == 2
    assert holder_of(world, "micro 1") is None
    assert holder_of(world, "micro 1", TODAY - timedelta(days=1)) == id_of("wang")


def test_an_ended_appointment_makes_room_for_the_next(world):
    appoint_staff(appointing(WANG_AT_1), world, CALLER)
    end_appointment(EndAppointment(WANG_AT_1.id, TODAY, 1), world, CALLER, TODAY)
    appoint_staff(appointing(a_duty("li", "micro 1", valid_from=TODAY)), world, CALLER)

    assert holder_of(world, "micro 1") == id_of("li")


@pytest.mark.parametrize(
    ("appointment", "version", "area", "refusal"),
    [
        (WANG_AT_1.id, 2, "base 1", StaleVersion),
        (id_of("nothing"), 1, "base 1", AppointmentUnknown),
        (WANG_AT_1.id, 1, "base 2", AppointmentUnknown),
    ],
)
def test_what_is_stale_unknown_or_elsewhere_does_not_end(world, appointment, version, area, refusal):
    appoint_staff(appointing(WANG_AT_1), world, CALLER)
    world.scope = Scope((id_of(area),))

    with pytest.raises(refusal):
        end_appointment(EndAppointment(appointment, TODAY, version), world, CALLER, TODAY)


@pytest.mark.parametrize(("area", "refusal"), [("nowhere", AreaUnknown), ("school", PostUnknown)])
def test_a_holder_is_asked_of_a_post_only(world, area, refusal):
    with pytest.raises(refusal):
        holder_of(world, area)
