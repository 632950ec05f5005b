"""What is put into a page is text, and what nobody may do is not offered."""

from typing import Any

import pytest

from gateway.console.sections import SECTIONS
from tests.gateway.builders import FakeServices
from tests.gateway.console.desk import AREA, CASE, PERSON, Desk, a_building, a_case, a_dwelling, an_area
from tests.gateway.console.shown import a_place, a_post, an_appointment

EVIL = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
CASE_PAGE = f"/console/cases/{CASE}"


def a_person(**different: object) -> dict[str, object]:
    usual: dict[str, object] = {
        "id": PERSON, "household_id": PERSON, "area_id": AREA, "name": EVIL, "sex": 1,
        "birth_date": "1980-03-06", "relation": "01", "residency": "registered", "status": "living",
        "died_on": None, "moved_out_on": None, "document_kind": "other", "document_masked": EVIL,
        "phone_masked": EVIL, "email_masked": EVIL, "version": 1,
    }  # fmt: skip
    return usual | different


OF_THE_GROUND: dict[str, Any] = {
    "grids.get_building": a_building(estate=EVIL, name=EVIL),
    "grids.list_buildings": {"items": [a_building(estate=EVIL, name=EVIL)], "next": None},
    "grids.list_dwellings": {"items": [a_dwelling(room=EVIL)], "next": None},
    "grids.report_coverage": {
        "items": [a_dwelling(room=EVIL, estate=EVIL, building=EVIL)],
        "next": None,
        "dwellings": 9,
        "uncovered": 1,
        "doubly_covered": 0,
    },
    "grids.list_posts": {"items": [a_post(area_name=EVIL, display_name=EVIL)], "next": None},
    "grids.list_appointments": {"items": [an_appointment(display_name=EVIL)], "next": None},
    "grids.get_appointment": an_appointment(display_name=EVIL),
    "grids.list_places": {"items": [a_place(name=EVIL, address=EVIL)], "next": None},
    "grids.get_place": a_place(name=EVIL, address=EVIL, zones=[{"name": EVIL, "area_m2": "1"}]),
    "grids.list_labels": {
        "items": [{"token": "x", "kind": "unit", "target_id": CASE, "unit": 1, "name": EVIL, "estate": EVIL}],
        "next": None,
    },
}


@pytest.fixture
def hostile(desk: Desk, services: FakeServices) -> Desk:
    """Everything that somebody once typed is a script."""
    closed = a_case(number=EVIL, text=EVIL, feedback=EVIL, state="closed", assignee_id=PERSON)
    area = an_area(
        name=EVIL, codes=[{"scheme": EVIL, "code": EVIL, "valid_from": "2026-01-01", "valid_to": None}]
    )
    staff = {"id": PERSON, "display_name": EVIL, "duty_phone": EVIL, "version": 1}
    event = {"handler": EVIL, "event_id": EVIL, "state": "dead", "failures": 3, "error": EVIL, "due_at": None}
    for rpc, answer in (
        OF_THE_GROUND
        | {
            "grids.get_case": closed,
            "grids.list_cases": {"items": [closed], "next": None},
            "grids.get_area": area,
            "grids.list_tops": {"items": [area], "next": None},
            "grids.list_children": {"items": [area], "next": None},
            "grids.list_subtree": {"items": [area], "next": None},
            "grids.search_areas": {"items": [area], "next": None},
            "grids.get_staff": staff,
            "grids.search_staff": {"items": [staff], "next": None},
            "grids.find_holder": {**staff, "vacant": False},
            "members.list_residents": {"items": [a_person()], "next": None},
            "members.get_resident": a_person(),
            "members.get_household": {"id": PERSON, "members": [a_person(id=AREA)], "version": 1},
            "members.list_set_aside": {"items": [event], "next": None},
        }
    ).items():
        services.answer(rpc, answer)
    return desk.sign_in("district_officer", "system_administrator")


@pytest.mark.parametrize(
    "path",
    [
        "/console/cases",
        CASE_PAGE,
        f"/console/cases/new?area_id={AREA}",
        "/console/areas",
        f"/console/areas/{AREA}",
        "/console/areas/found?name_prefix=%3Cscript%3E%22",
        f"/console/areas/{AREA}/name",
        f"/console/areas/{AREA}/move?parent_id={AREA}",
        f"/console/areas/{AREA}/buildings",
        f"/console/areas/{AREA}/uncovered",
        f"/console/areas/{AREA}/posts",
        f"/console/areas/{AREA}/posts/appoint?role=%3Cscript%3E",
        f"/console/areas/{AREA}/labels",
        f"/console/areas/{AREA}/merge?source={AREA}",
        f"/console/areas/{AREA}/split",
        f"/console/appointments/{CASE}",
        f"/console/posts?area_id={AREA}&role=%22%3E%3Cscript%3E",
        "/console/staff?name_prefix=%3Cscript%3E&to=%22%3E%3Cscript%3E",
        f"/console/staff/{PERSON}",
        f"/console/staff/{PERSON}/hand-over",
        "/console/places?kind=%22%3E%3Cscript%3E",
        f"/console/places/{CASE}",
        f"/console/places/{CASE}/change",
        f"/console/places/{CASE}/move",
        f"/console/places/{CASE}/move?area_id={AREA}",
        f"/console/areas/{AREA}/units",
        f"/console/buildings/{CASE}/units",
        f"/console/buildings/{CASE}/name",
        "/console/choose/area?name_prefix=%3Cscript%3E%22&to=%22%3E%3Cscript%3E",
        "/console/cases/areas?name_prefix=%3Cscript%3E&use=new",
        f"/console/residents?area_id={AREA}",
        f"/console/residents/{PERSON}",
        "/console/operator",
        "/console/cases?state=%22%3E%3Cscript%3E&done=%3Cscript%3E",
        "/console/%3Cscript%3E",
    ],
)
def test_what_somebody_typed_is_text_and_never_a_script(hostile: Desk, path: str):
    page = hostile.get(path).text
    assert "<script>" not in page
    assert "<img src=x" not in page
    assert "\"'>" not in page


def test_a_search_that_finds_nothing_repeats_what_was_typed_as_text(desk: Desk):
    found = desk.sign_in().get("/console/areas/found?name_prefix=%3Cb%3E", HX_Request="true")
    assert "&lt;b&gt;" in found.text


def test_what_is_wrong_with_an_address_is_said_on_the_page(desk: Desk, services: FakeServices):
    wrong = {"field": "area_id", "code": "not_a_uuid", "values": {}, "detail": "不是有效的编号"}
    services.refuse("grids.get_area", "invalid", "FieldsInvalid", fields=[wrong])
    assert "<li>不是有效的编号</li>" in desk.sign_in().get("/console/areas/x").text


def test_nobody_s_name_stays_in_the_list_of_pages_that_a_browser_keeps(hostile: Desk, services: FakeServices):
    services.answer("members.get_resident", a_person(name="江立春"))
    page = hostile.get(f"/console/residents/{PERSON}").text
    assert "<title>居民 ·" in page
    assert ">江立春</h1>" in page


@pytest.mark.parametrize(
    ("state", "role", "step"),
    [
        ("registered", "township_officer", "assign"),
        ("registered", "department_officer", None),
        ("assigned", "department_officer", "take-in-hand"),
        ("assigned", "township_officer", None),
        ("in_hand", "mediator", "close"),
        ("in_hand", "township_officer", None),
        ("closed", "district_officer", None),
    ],
)
def test_the_next_step_is_offered_to_roles_that_may_take_it(
    desk: Desk, services: FakeServices, state: str, role: str, step: str | None
):
    services.answer("grids.get_case", a_case(state=state))
    page = desk.sign_in(role).get(CASE_PAGE).text
    offered = [name for name in ("assign", "take-in-hand", "close") if f'action="{CASE_PAGE}/{name}"' in page]
    assert offered == ([step] if step else [])


@pytest.mark.parametrize(
    ("role", "places"),
    [
        ("district_officer", ["cases", "residents", "areas", "posts", "places", "jobs"]),
        ("grid_worker", ["cases", "residents", "areas", "posts", "places"]),
        ("system_administrator", ["areas", "jobs", "operator"]),
        ("volunteer", ["areas", "places"]),
        ("audit_administrator", []),
    ],
)
def test_only_sections_that_a_role_may_read_are_in_the_menu(desk: Desk, role: str, places: list[str]):
    desk.sign_in(role)
    page = desk.get(f"/console/{places[0]}" if places else "/console").text
    shown = [section.place for section in SECTIONS if f'class="nav-link" href="{section.place}"' in page]
    assert shown == [f"/console/{place}" for place in places]


def test_the_first_page_is_the_first_section(desk: Desk):
    assert desk.sign_in("system_administrator").get("/console").headers["Location"] == "/console/areas"


def test_names_that_one_caller_was_told_are_asked_for_again_for_another(desk: Desk, services: FakeServices):
    desk.sign_in(id="li-na").get(CASE_PAGE)
    asked = len([call for call in services.calls if call.rpc == "grids.get_area"])
    desk.get(CASE_PAGE)
    assert len([call for call in services.calls if call.rpc == "grids.get_area"]) == asked
    desk.sign_in(id="wang-fang").get(CASE_PAGE)
    assert len([call for call in services.calls if call.rpc == "grids.get_area"]) > asked


def test_what_is_revealed_is_kept_by_nobody(desk: Desk, services: FakeServices):
    services.answer("members.get_resident", a_person(name="江**"))
    services.answer("members.get_household", {"id": PERSON, "members": [], "version": 1})
    services.answer("members.reveal_resident", {"id": PERSON, "phone": "03012345678"})
    word = desk.sign_in().word()
    fields = {"forms": word, "key": "key-1", "what": ["phone"], "reason": "上门核对情况"}
    shown = desk.post(f"/console/residents/{PERSON}/reveal", fields)
    assert "03012345678" in shown.text
    assert shown.headers["Cache-Control"] == "no-store"
    [call] = [call for call in services.calls if call.rpc == "members.reveal_resident"]
    assert call.body == {"resident_id": PERSON, "what": ["phone"], "reason": "上门核对情况"}
