"""Appointments and people on duty as they are looked for, on both databases."""

from datetime import date

import pytest

from services.chassis.caller import NOWHERE, Caller, Scope
from services.grids.posts.domain.errors import AppointmentUnknown, AreaUnknown
from services.grids.posts.use_cases.get_appointment import GetAppointment, get_appointment
from tests.grids.builders import a_duty, id_of
from tests.grids.cases.steps import close, register
from tests.grids.house import statements
from tests.grids.posts.duties import LI, WANG, WANG_AT_1, appoint

MARCH, APRIL = date(2026, 3, 1), date(2026, 4, 1)


def test_an_appointment_is_read_with_the_version_that_ending_it_names(staffed):
    appoint(staffed, WANG_AT_1)
    read = staffed.ask("get_appointment", appointment_id=WANG_AT_1.id)
    assert read == {
        "id": WANG_AT_1.id, "area_id": id_of("micro 1"), "role": "micro_grid_worker", "staff_id": WANG.id,
        "display_name": "wang", "duty_phone": "028-0000 0001", "valid_from": "2026-01-01", "valid_to": None,
        "deputises": False, "ex_officio_of": None, "version": 1, "open_cases": 0,
    }  # fmt: skip
    staffed.ask("end_appointment", appointment_id=WANG_AT_1.id, valid_to="2026-04-01", seen_version=1)
    assert staffed.ask("get_appointment", appointment_id=WANG_AT_1.id)["version"] == 2


def test_with_an_appointment_it_is_said_how_many_open_cases_of_the_area_its_end_leaves(staffed):
    appoint(staffed, WANG_AT_1, a_duty("wang", "micro 2"))
    close(staffed)
    for name, area in (("in hand", "micro 1"), ("assigned", "micro 1"), ("elsewhere", "micro 2")):
        register(staffed, name, area)
        staffed.ask("assign_case", case_id=id_of(name), seen_version=1)
    staffed.ask("take_case_in_hand", case_id=id_of("in hand"), seen_version=2)

    read = staffed.ask("get_appointment", appointment_id=WANG_AT_1.id)

    assert read["open_cases"] == 2


def test_how_many_open_cases_are_left_is_told_to_nobody_who_may_not_read_them_there(staffed):
    appoint(staffed, WANG_AT_1)
    register(staffed, "assigned", "micro 1")
    staffed.ask("assign_case", case_id=id_of("assigned"), seen_version=1)
    for role, told in (("mediator", 1), ("association_officer", None), ("security_administrator", None)):
        read = staffed.as_role(role).ask("get_appointment", appointment_id=WANG_AT_1.id)
        assert (role, read["open_cases"]) == (role, told)

    command, caller = GetAppointment(WANG_AT_1.id), Caller(staffed.district, id_of("li"), "person")
    for area, told in (("micro 1", 1), ("base 1", 1), ("micro 2", None), (None, None)):
        scope = Scope((id_of(area),)) if area else NOWHERE
        read = get_appointment(command, staffed.begin, caller, reads_cases=scope)
        assert (area, read["open_cases"]) == (area, told)


def test_holders_and_deputies_are_listed_by_their_first_day_until_they_have_ended(staffed):
    holds = a_duty("wang", "micro 1", valid_to=APRIL)
    deputises = a_duty("li", "micro 1", valid_from=MARCH, valid_to=APRIL, deputises=True)
    appoint(staffed, holds, deputises)

    def listed(on: str) -> list[str]:
        with statements() as sent:
            found = staffed.ask("list_appointments", area_id=id_of("micro 1"), on=on)["items"]
        assert len(sent) <= 2
        return [each["id"] for each in found]

    assert listed("2026-03-31") == [holds.id, deputises.id]
    assert listed("2026-04-01") == []


def test_appointments_are_listed_page_by_page(staffed):
    appoint(staffed, a_duty("wang", "micro 1", valid_to=MARCH), a_duty("li", "micro 1", valid_from=MARCH))
    first = staffed.ask("list_appointments", area_id=id_of("micro 1"), on="2026-01-01", limit=1)
    second = staffed.ask(
        "list_appointments", area_id=id_of("micro 1"), on="2026-01-01", limit=1, after=first["next"]
    )
    assert [page["items"][0]["staff_id"] for page in (first, second)] == [WANG.id, LI.id]
    assert second["next"] is None


def test_appointments_outside_the_caller_s_areas_are_unknown(staffed):
    appoint(staffed, WANG_AT_1)
    beside = staffed.holding(id_of("micro 2"))
    with pytest.raises(AppointmentUnknown):
        beside.ask("get_appointment", appointment_id=WANG_AT_1.id)
    with pytest.raises(AreaUnknown):
        beside.ask("list_appointments", area_id=id_of("micro 1"))
    assert beside.ask("list_appointments", area_id=id_of("micro 2"))["items"] == []


def test_people_on_duty_are_found_by_the_beginning_of_their_name(staffed):
    found = staffed.ask("search_staff", name_prefix="wa")["items"]
    assert [person["id"] for person in found] == [WANG.id]
    assert staffed.ask("search_staff", name_prefix="ang")["items"] == []
    assert staffed.elsewhere().ask("search_staff", name_prefix="wa")["items"] == []


def test_what_somebody_holds_is_listed_until_it_has_ended_and_in_the_caller_s_areas(staffed):
    here, there = a_duty("wang", "micro 1", valid_to=APRIL), a_duty("wang", "micro 2", valid_from=MARCH)
    appoint(staffed, here, there, a_duty("li", "micro 3"))

    def held(house, on: str) -> list[str]:
        with statements() as sent:
            found = house.ask("list_held_appointments", staff_id=WANG.id, on=on)["items"]
        assert len(sent) == 1
        return [each["id"] for each in found]

    assert held(staffed, "2026-03-31") == [here.id, there.id]
    assert held(staffed, "2026-04-01") == [there.id]
    assert held(staffed.holding(id_of("micro 1")), "2026-03-31") == [here.id]
