"""A form stands on what it was made from, until its page says what somebody else changed."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest

from services.chassis.errors import DeadlinePassed
from tests.gateway.builders import FakeServices
from tests.gateway.console.desk import AREA, CASE, HIDDEN, PERSON, Desk, a_building, a_case, an_area, hidden
from tests.gateway.console.shown import a_place, an_appointment
from tests.gateway.console.test_places import A_LABEL

GROUPING, LABEL = f"/console/groupings/{CASE}", f"/console/areas/{AREA}/labels/{A_LABEL['token']}"
APPOINTMENT, PLACE = f"/console/appointments/{CASE}", f"/console/places/{CASE}"
STAFF = f"/console/staff/{PERSON}/change"
A_CODE = {"scheme": "LOCAL", "code": "51", "valid_from": "2026-01-01", "valid_to": None}
HOLDERS = [
    {"id": each, "staff_id": PERSON, "valid_from": "2026-01-01", "valid_to": None} for each in (PERSON, AREA)
]
FORMS = [
    ("rename_area", f"/console/areas/{AREA}/name", f"/console/areas/{AREA}/name"),
    ("give_code", f"/console/areas/{AREA}/codes", f"/console/areas/{AREA}/codes"),
    ("change_staff", STAFF, STAFF),
    ("end_appointment", APPOINTMENT, APPOINTMENT),
    ("set_grouping_units", f"{GROUPING}/units", f"{GROUPING}/units"),
    ("set_grouping_holders", f"{GROUPING}/holders?staff_id={PERSON}", f"{GROUPING}/holders"),
    ("rename_grouping", GROUPING, f"{GROUPING}/name"),
    ("close_grouping", GROUPING, f"{GROUPING}/close"),
    ("revoke_label", LABEL, f"{LABEL}/revoke"),
    ("close_place", PLACE, f"{PLACE}/close"),
    ("reuse_place", f"{PLACE}/reuse", f"{PLACE}/reuse"),
    ("change_place", f"{PLACE}/change", f"{PLACE}/change"),
    ("change_place", f"{PLACE}/move?area_id={PERSON}", f"{PLACE}/move"),
    ("take_case_in_hand", f"/console/cases/{CASE}", f"/console/cases/{CASE}/take-in-hand"),
]


@pytest.fixture
def at(desk: Desk, services: FakeServices) -> Callable[[int], Desk]:
    """Everything is at one version."""
    desk.sign_in()

    def tell(version: int) -> Desk:
        area = an_area(kind="community", version=version, codes=[A_CODE])
        grouping = {"id": CASE, "kind": "courtyard", "community_id": AREA, "name": "东院", "closed_on": None}
        label = {name: A_LABEL[name] for name in ("token", "kind", "target_id", "unit")}
        made = {"made_at": "2026-03-05T08:30:00+00:00", "revoked_at": None}
        unit = {
            "building_id": CASE, "estate": "港云里", "building": "3栋", "dwellings": 8, "area_id": AREA,
        }  # fmt: skip
        person = {"id": PERSON, "display_name": "江立春", "duty_phone": "0281", "version": version}
        told: dict[str, dict[str, Any]] = {
            "get_area": area,
            "get_staff": person,
            "get_appointment": an_appointment(version=version),
            "get_grouping": grouping | {"holders": HOLDERS, "version": version},
            "list_grouping_units": {"items": [unit | {"unit": version}], "next": None},
            "list_buildings": {"items": [a_building()], "next": None},
            "get_label": label | made | {"version": version},
            "list_labels": {"items": [A_LABEL], "next": None},
            "get_place": a_place(version=version),
            "get_case": a_case(state="assigned", version=version),
        }
        for rpc, body in told.items():
            services.answer(f"grids.{rpc}", body)
        return desk

    return tell


@pytest.mark.parametrize(("rpc", "page", "form"), FORMS)
def test_a_form_that_was_refused_stands_on_the_version_that_was_seen(
    at: Callable[[int], Desk], services: FakeServices, rpc: str, page: str, form: str
):
    sent = hidden(at(3).get(page), form)
    at(4)
    services.refuse(f"grids.{rpc}", "invalid", "FieldsInvalid")
    again = hidden(at(4).post(form, sent), form)
    assert again["seen"] == sent["seen"]
    assert {name for name in sent if again[name] != sent[name]} <= {"key", "forms"}


@pytest.mark.parametrize(("rpc", "page", "form"), FORMS)
def test_it_moves_on_where_it_is_said_that_somebody_else_changed_it(
    at: Callable[[int], Desk], services: FakeServices, rpc: str, page: str, form: str
):
    sent = hidden(at(3).get(page), form)
    services.refuse(f"grids.{rpc}", "stale", "StaleVersion", values={"current_version": 4})
    told = at(4).post(form, sent)
    assert "alert-warning stale" in told.text
    assert hidden(told, form)["seen"] == hidden(at(4).get(page), form)["seen"]


def test_the_units_that_somebody_else_gave_a_grouping_are_shown_before_they_are_replaced(
    at: Callable[[int], Desk], services: FakeServices
):
    form = f"{GROUPING}/units"
    sent = hidden(at(3).get(form), form)
    services.refuse("grids.set_grouping_units", "stale", "StaleVersion", values={"current_version": 4})
    told = at(4).post(form, sent | {"building_id.0": CASE, "first.0": "3", "last.0": "9"})
    assert "<td>港云里 3栋 3</td><td>港云里 3栋 4</td>" in told.text
    assert 'name="last.0" value="9"' in told.text


def test_in_the_other_language_a_form_stands_on_what_it_was_made_from(
    at: Callable[[int], Desk], services: FakeServices
):
    form = f"{GROUPING}/units"
    sent = hidden(at(3).get(form), form) | {"building_id.0": CASE, "first.0": "9", "last.0": "3"}
    services.refuse("grids.set_grouping_units", "invalid", "FieldsInvalid")
    back = hidden(at(4).post(form, sent), "/console/language")["back"]
    shown = at(4).get(back)
    assert 'name="last.0" value="3"' in shown.text
    assert hidden(shown, form)["seen"] == sent["seen"]


def forms_of(text: str, action: str) -> list[dict[str, str]]:
    found = re.findall(rf'<form method="post" action="{action}".*?</form>', text, re.DOTALL)
    return [{name: unescape(value) for name, value in HIDDEN.findall(each)} for each in found]


def test_of_two_forms_to_one_address_the_one_that_may_be_done_keeps_its_key(
    at: Callable[[int], Desk], services: FakeServices
):
    end = f"{GROUPING}/holders/end"
    first, _ = forms_of(at(3).get(GROUPING).text, end)
    services.fail("grids.set_grouping_holders", DeadlinePassed())
    told = at(4).post(end, first | {"valid_to": "2026-04-01"})
    same, other = forms_of(told.text, end)
    assert (same["key"], same["seen"]) == (first["key"], first["seen"])
    assert other["key"] != first["key"]
    assert other["seen"] != first["seen"]


def test_what_of_a_person_was_not_touched_is_what_somebody_else_made_of_it(
    at: Callable[[int], Desk], services: FakeServices
):
    sent = hidden(at(3).get(STAFF), STAFF) | {"display_name": "江立夏", "duty_phone": "0281"}
    services.refuse("grids.change_staff", "stale", "StaleVersion", values={"current_version": 4})
    theirs = {"id": PERSON, "display_name": "江立春", "duty_phone": "0282", "version": 4}
    services.answer("grids.get_staff", theirs)
    told = at(4)
    services.answer("grids.get_staff", theirs)
    page = told.post(STAFF, sent)
    assert "<td>0281</td><td>0282</td>" in page.text
    assert 'name="duty_phone" type="tel" value="0282"' in page.text
    assert 'name="display_name" value="江立夏"' in page.text
    services.answer("grids.change_staff", theirs)
    told.post(STAFF, hidden(page, STAFF) | {"display_name": "江立夏", "duty_phone": "0282"})
    body = [call.body for call in services.calls if call.rpc == "grids.change_staff"][-1]
    assert body == {"staff_id": PERSON, "display_name": "江立夏", "seen_version": 4}


def test_a_code_that_ends_anyway_may_end_earlier(at: Callable[[int], Desk], services: FakeServices):
    desk, retire = at(3), f"/console/areas/{AREA}/codes/retire"
    for until, offered in (("2026-09-01", 1), ("2026-03-05", 0)):
        services.answer("grids.get_area", an_area(codes=[A_CODE | {"valid_to": until}]))
        assert len(forms_of(desk.get(f"/console/areas/{AREA}/codes").text, retire)) == offered
