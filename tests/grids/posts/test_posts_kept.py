"""Appointments on both databases."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from services.chassis.domain import DomainError
from services.chassis.errors import IdTaken, StaleVersion
from services.grids.posts.domain.errors import (
    AlreadyEnded,
    AppointmentUnknown,
    AreaUnknown,
    PostTaken,
    PostUnknown,
    StaffUnknown,
)
from tests.grids.builders import a_duty, an_area, id_of
from tests.grids.house import statements
from tests.grids.posts.duties import WANG, WANG_AT_1, appoint


def test_an_appointment_is_answered_as_it_is_kept(staffed):
    (answer,) = appoint(staffed, WANG_AT_1)

    assert answer == {
        "id": WANG_AT_1.id,
        "area_id": id_of("micro 1"),
        "role": "micro_grid_worker",
        "staff_id": WANG.id,
        "valid_from": "2026-01-01",
        "valid_to": None,
        "deputises": False,
        "grants": "micro_grid_worker",
        "ex_officio_of": None,
        "version": 1,
    }
    told = staffed.told()[-1]
    row = {name: value for name, value in answer.items() if name != "ex_officio_of"}
    assert (told["type"], told["data"]["rows"]) == ("linli.grids.StaffAppointed.v1", [row])


def test_a_batch_of_any_size_takes_the_same_statements(staffed):
    names = [f"m{number}" for number in range(499)]
    staffed.ask("found_areas", areas=[an_area(name, "micro", "base 1") for name in names])
    with statements() as sent:
        assert len(appoint(staffed, WANG_AT_1, *(a_duty("wang", name) for name in names))) == 500

    assert sent == [
        "INSERT trees",
        "SELECT post_roles",
        "SELECT areas",
        "SELECT areas",
        "SELECT staff",
        "SELECT appointments",  # ids
        "INSERT posts",
        "SELECT appointments",
        "INSERT appointments",
    ]


def test_one_wrong_appointment_and_nobody_is_appointed(staffed):
    appoint(staffed, a_duty("li", "micro 2"))
    for wrong, refusal in [
        (a_duty("wang", "micro 2"), PostTaken),
        (a_duty("nobody", "micro 3"), StaffUnknown),
        (a_duty("wang", "nowhere"), AreaUnknown),
        (a_duty("wang", "base 1"), PostUnknown),
        (a_duty("wang", "micro 3", id=id_of("li at micro 2")), IdTaken),
    ]:
        with pytest.raises(refusal):
            appoint(staffed, WANG_AT_1, wrong)

    assert staffed.ask("find_holder", area_id=id_of("micro 1"))["vacant"] is True


def test_nobody_is_appointed_outside_what_the_caller_holds(staffed):
    holder = staffed.holding(id_of("base 1"))
    assert appoint(holder, WANG_AT_1)

    with pytest.raises(AreaUnknown):
        appoint(holder, a_duty("wang", "micro 3"))


def test_of_two_who_appoint_at_once_one_succeeds(staffed):
    duties = [a_duty(name, "micro 1", id=id_of(f"{name} at once")) for name in ("wang", "li")] * 3

    def try_to(number: int) -> str:
        duty = duties[number]
        try:
            appoint(
                staffed, a_duty("wang" if number % 2 else "li", "micro 1", id=id_of(f"{duty.id} {number}"))
            )
        except DomainError as refused:
            return refused.code
        return "appointed"

    with ThreadPoolExecutor(6) as threads:
        outcomes = sorted(threads.map(try_to, range(6)))
    assert outcomes == ["PostTaken"] * 5 + ["appointed"]


def test_an_ended_appointment_leaves_the_post_vacant(staffed):
    appoint(staffed, WANG_AT_1)

    ended = staffed.ask("end_appointment", appointment_id=WANG_AT_1.id, valid_to="2026-03-05", seen_version=1)

    assert (ended["valid_to"], ended["version"]) == ("2026-03-05", 2)
    assert staffed.ask("find_holder", area_id=id_of("micro 1"))["vacant"] is True
    assert staffed.ask("find_holder", area_id=id_of("micro 1"), on="2026-03-04")["vacant"] is False
    assert staffed.told()[-1]["data"] == {
        "appointment_id": WANG_AT_1.id,
        "area_id": id_of("micro 1"),
        "role": "micro_grid_worker",
        "staff_id": WANG.id,
        "valid_to": "2026-03-05",
        "version": 2,
        "grants": "micro_grid_worker",
    }


def test_a_stale_end_shows_what_stands_now(staffed):
    (appointed,) = appoint(staffed, WANG_AT_1)

    with pytest.raises(StaleVersion) as refused:
        staffed.ask("end_appointment", appointment_id=WANG_AT_1.id, valid_to="2026-03-05", seen_version=9)

    assert refused.value.values["current"] == appointed


@pytest.mark.parametrize("held", ["base 2", "elsewhere"])
def test_an_appointment_elsewhere_does_not_end(staffed, held):
    appoint(staffed, WANG_AT_1)

    with pytest.raises(AppointmentUnknown):
        staffed.holding(id_of(held)).ask(
            "end_appointment", appointment_id=WANG_AT_1.id, valid_to="2026-03-05", seen_version=1
        )


def test_an_appointment_ends_once(staffed):
    appoint(staffed, WANG_AT_1)
    staffed.ask("end_appointment", appointment_id=WANG_AT_1.id, valid_to="2026-03-05", seen_version=1)

    with pytest.raises(AlreadyEnded):
        staffed.ask("end_appointment", appointment_id=WANG_AT_1.id, valid_to="2026-03-05", seen_version=2)
