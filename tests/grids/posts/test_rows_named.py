"""A refused batch says which of its rows is meant, by the name of the field there."""

from datetime import date
from typing import Any

import pytest

from services.chassis.domain import DomainError
from tests.grids.builders import a_duty, a_person
from tests.grids.house import House
from tests.grids.posts.duties import WANG_AT_1, appoint

CALLER = "00000000-0000-7000-8000-0000000000ca"


def refused(house: House, method: str, **rows: Any) -> tuple[str, tuple[str, ...]]:
    with pytest.raises(DomainError) as told:
        house.ask(method, **rows)
    return told.value.code, told.value.about


@pytest.mark.parametrize(
    ("person", "named"),
    [
        (a_person("zhao"), ("StaffTwiceInBatch", ("staff.2.id",))),
        (a_person("qian", birth_month="2026-04"), ("BornLater", ("staff.2.birth_month",))),
    ],
)
def test_of_people(house, person, named):
    people = [a_person("zhao"), a_person("sun"), person]
    assert refused(house, "enter_staff", staff=people) == named


OF_DUTIES: list[tuple[Any, str, tuple[str, ...]]] = [
    (a_duty("li", "nowhere"), "AreaUnknown", ("area_id",)),
    (a_duty("li", "school"), "PostUnknown", ("area_id", "role")),
    (a_duty("nobody", "micro 2"), "StaffUnknown", ("staff_id",)),
    (a_duty("li", "micro 2", deputises=True), "DeputyWithoutEnd", ("valid_to",)),
    (a_duty("li", "micro 2", valid_to=date(2026, 1, 1)), "TermEmpty", ("valid_to",)),
    (a_duty("li", "micro 3"), "PostTaken", ("valid_from", "valid_to")),
    (a_duty("li", "micro 2", id=WANG_AT_1.id), "AppointmentTwiceInBatch", ("id",)),
    (a_duty("x", "micro 2", staff_id=CALLER), "AppointsThemselves", ("staff_id",)),
    (a_duty("li", "community", role="community_secretary"), "PostTaken", ("valid_from", "valid_to")),
]


@pytest.mark.parametrize(("duty", "code", "fields"), OF_DUTIES)
def test_of_duties_and_of_what_comes_with_them(staffed, duty, code, fields):
    """The chief's post is taken where the secretary's would bring it."""
    appoint(staffed, a_duty("wang", "micro 3"), a_duty("wang", "total", role="chief"))
    duties = [WANG_AT_1, duty]
    named = tuple(f"appointments.1.{field}" for field in fields)
    assert refused(staffed, "appoint_staff", appointments=duties) == (code, named)


def test_of_one_that_brings_another_its_own_id_is_named(staffed):
    """Both are there already, whichever is found first."""
    secretary = a_duty("wang", "community", role="community_secretary")
    appoint(staffed, secretary)
    named = ("IdTaken", ("appointments.1.id",))
    assert refused(staffed, "appoint_staff", appointments=[WANG_AT_1, secretary]) == named
