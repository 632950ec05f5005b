"""A batch is kept whole or not at all, and has an end (at most 500)."""

from typing import Any

import pytest

from services.chassis.ids import new_id
from tests.journeys.district import District, a_code, an_area

Row = dict[str, Any]


def micro_grids(here: District, count: int) -> list[Row]:
    return [an_area("micro", here.ids["second"], codes=[a_code()]) for _ in range(count)]


def a_person(**more: Any) -> Row:
    return {"id": new_id(), "display_name": "云雨水", "duty_phone": "00000000002"} | more


def an_appointment(here: District, holder: str, /, area: str = "yard", **more: Any) -> Row:
    post = {"id": new_id(), "area_id": here.ids[area], "role": "micro_grid_worker", "staff_id": holder}
    return post | {"valid_from": "2026-01-01"} | more


@pytest.mark.parametrize("what", ["areas", "staff", "appointments"])
@pytest.mark.parametrize(("count", "code"), [(0, "too_short"), (501, "too_long")])
def test_a_batch_has_1_to_500_items(untouched: District, what: str, count: int, code: str):
    items = {
        "areas": lambda: micro_grids(untouched, count),
        "staff": lambda: [a_person() for _ in range(count)],
        "appointments": lambda: [an_appointment(untouched, new_id()) for _ in range(count)],
    }[what]()
    told = untouched.officer.refused("POST", f"/v1/{what}/batch", {what: items})
    assert (told.status, told.code, told.named) == (422, "FieldsInvalid", {what: code})


def test_500_areas_are_founded_at_once_and_mirrored(district: District):
    district.officer.do("/v1/areas/batch", {"areas": micro_grids(district, 500)})
    assert len(district.officer.all(f"/v1/areas/{district.ids['second']}/children", limit=200)) == 501


LAST_AREA = {
    "unknown parent": (404, "AreaUnknown", lambda here: an_area("micro", new_id())),
    "wrong kind": (422, "ParentKindWrong", lambda here: an_area("base", here.ids["first"])),
    "name borne": (409, "AreaNameTaken", lambda here: an_area("micro", here.ids["second"], name="yard 区")),
    "id taken": (409, "IdTaken", lambda here: an_area("micro", here.ids["second"], id=here.ids["lane"])),
    "no scheme": (422, "CodeSchemeMissing", lambda here: an_area("micro", None, codes=[a_code(None)])),
    "no field": (422, "FieldsInvalid", lambda here: {"id": new_id()}),
    "no object": (422, "FieldsInvalid", lambda here: 5),
}


@pytest.mark.parametrize("fault", LAST_AREA)
def test_areas_before_a_wrong_last_one_are_not_kept(untouched: District, fault: str):
    status, code, last = LAST_AREA[fault]
    areas = micro_grids(untouched, 3)
    told = untouched.officer.refused("POST", "/v1/areas/batch", {"areas": [*areas, last(untouched)]})
    assert (told.status, told.code) == (status, code)
    lost = [untouched.officer.get(f"/v1/areas/{area['id']}").status_code for area in areas]
    assert lost == [404, 404, 404]


def test_a_code_is_given_once_and_never_again(untouched: District):
    code = a_code(code="same")
    twice = [an_area("micro", untouched.ids["second"], codes=[code]) for _ in range(2)]
    told = untouched.officer.refused("POST", "/v1/areas/batch", {"areas": twice})
    assert (told.status, told.code, list(told.named)) == (409, "CodeTaken", ["areas.1.codes"])


def test_an_area_twice_in_a_batch_is_refused(untouched: District):
    [area] = micro_grids(untouched, 1)
    told = untouched.officer.refused("POST", "/v1/areas/batch", {"areas": [area, area]})
    assert (told.status, told.code, list(told.named)) == (422, "AreaTwiceInBatch", ["areas.1.id"])


@pytest.mark.parametrize(
    ("more", "status", "named"),
    [
        ({"display_name": "一\t二"}, 422, {"staff.2.display_name": "control_characters"}),
        ({"duty_phone": "call me"}, 422, {"staff.2.duty_phone": "not_a_phone"}),
        ({"id": "12"}, 422, {"staff.2.id": "not_an_id"}),
        ({"salary": 1}, 422, {"staff.2.salary": "unknown"}),
    ],
)
def test_people_before_a_wrong_last_one_are_not_kept(untouched: District, more: Row, status: int, named: Row):
    people = [a_person(), a_person()]
    told = untouched.officer.refused("POST", "/v1/staff/batch", {"staff": [*people, a_person(**more)]})
    assert (told.status, told.named) == (status, named)
    lost = [untouched.officer.get(f"/v1/staff/{person['id']}").status_code for person in people]
    assert lost == [404, 404]


def test_a_person_twice_in_a_batch_is_refused(untouched: District):
    person = a_person()
    told = untouched.officer.refused("POST", "/v1/staff/batch", {"staff": [person, person]})
    assert (told.status, told.code, list(told.named)) == (422, "StaffTwiceInBatch", ["staff.1.id"])
    assert untouched.officer.get(f"/v1/staff/{person['id']}").status_code == 404


@pytest.mark.parametrize(
    ("more", "status", "code"),
    [
        ({"staff_id": "0190a5f0-0000-7000-8000-00000000dead"}, 404, "StaffUnknown"),
        ({"area_id": "0190a5f0-0000-7000-8000-00000000dead"}, 404, "AreaUnknown"),
        ({"role": "grid_worker"}, 422, "PostUnknown"),
        ({"valid_to": "2026-01-01"}, 422, "TermEmpty"),
        ({"area": "lane"}, 409, "PostTaken"),
        ({"area": "community"}, 422, "PostUnknown"),
        ({"valid_from": "2026-02-30"}, 422, "FieldsInvalid"),
        ({"role": "mayor"}, 422, "PostUnknown"),
        ({"role": "No role"}, 422, "FieldsInvalid"),
    ],
)
def test_appointments_before_a_wrong_last_one_are_not_kept(
    untouched: District, more: Row, status: int, code: str
):
    holder = untouched.officer.read(f"/v1/areas/{untouched.ids['lane']}/holder")["staff_id"]
    good = an_appointment(untouched, holder)
    wrong = an_appointment(untouched, holder, **({"area": "court"} | more))
    told = untouched.officer.refused("POST", "/v1/appointments/batch", {"appointments": [good, wrong]})
    assert (told.status, told.code) == (status, code)
    assert untouched.officer.read(f"/v1/areas/{untouched.ids['yard']}/holder")["vacant"] is True
