"""A refused form is had again in another language with what was typed; names and texts are in no address."""

from html import unescape
from typing import Any

import pytest

from services.chassis.errors import DeadlinePassed
from tests.gateway.builders import FakeServices
from tests.gateway.console.desk import AREA, CASE, HIDDEN, PERSON, Desk, a_building, an_area, hidden
from tests.gateway.console.shown import an_appointment

APPOINT = f"/console/areas/{AREA}/posts/appoint"
APPOINTMENT = f"/console/appointments/{CASE}"
BUILDINGS, UNITS = f"/console/areas/{AREA}/buildings/new", f"/console/areas/{AREA}/units"
GROUPING, NEW_GROUPING = f"/console/groupings/{CASE}", f"/console/areas/{AREA}/groupings/new"
HAND_OVER = f"/console/staff/{PERSON}/hand-over"
CASES, STAFF = "/console/cases", "/console/staff/new"
ROW = {"building_id.0": CASE, "first.0": "2", "last.0": "4"}
TERM = {"valid_from": "2026-04-01", "valid_to": "2026-05-01"}


@pytest.fixture
def ground(desk: Desk, services: FakeServices) -> Desk:
    services.answer("grids.get_area", an_area(kind="community"))
    person = {"id": PERSON, "display_name": "江立春", "duty_phone": "", "version": 1}
    services.answer("grids.get_staff", person)
    services.answer("grids.list_buildings", {"items": [a_building()], "next": None})
    services.answer("grids.list_subtree", {"items": [an_area(id=PERSON)], "next": None})
    kind = {"kind": "courtyard", "name_zh": "院落", "name_en": "Courtyard", "whole": False, "version": 1}
    services.answer("grids.list_grouping_kinds", {"items": [kind], "next": None})
    grouping = {"id": CASE, "kind": "courtyard", "community_id": AREA, "name": "东院", "closed_on": None}
    services.answer("grids.get_grouping", grouping | {"holders": [], "version": 3})
    services.answer("grids.get_appointment", an_appointment())
    moved = {"staff_id": PERSON, "to_id": CASE, "on": "2026-03-05", "dry_run": True, "contacts": "follow"}
    services.answer("grids.hand_over", moved | {"items": [], "stays": []})
    return desk.sign_in()


def again(desk: Desk, services: FakeServices, rpc: str, page: str, **fields: str) -> tuple[str, str]:
    """The address of a form that is refused, and its page in the other language."""
    path = page.partition("?")[0]
    form = hidden(desk.get(page), CASES if path == f"{CASES}/new" else path) | fields
    services.refuse(f"grids.{rpc}", "conflict", "x")
    told = desk.post(CASES if path == f"{CASES}/new" else path, form)
    assert told.status_code == 409
    back = hidden(told, "/console/language")
    answer = desk.post("/console/language", back | {"language": "en"})
    assert answer.headers["Location"] == back["back"]
    return back["back"], desk.get(back["back"]).text


@pytest.mark.parametrize(
    ("rpc", "page", "fields", "shown"),
    [
        ("appoint_staff", f"{APPOINT}?role=doctor&staff_id={PERSON}", TERM, ['value="2026-05-01"', "Doctor"]),
        ("end_appointment", APPOINTMENT, {"valid_to": "2026-05-01"}, ['value="2026-05-01"']),
        ("set_grouping_holders", f"{GROUPING}/holders?staff_id={PERSON}", TERM, ['value="2026-05-01"']),
        ("set_grouping_units", f"{GROUPING}/units", ROW, ['name="first.0" value="2"']),
        (
            "found_groupings",
            NEW_GROUPING,
            ROW | {"name": "西院", "kind": "courtyard"},
            ['value="西院"', 'value="courtyard" selected', 'name="last.0" value="4"'],
        ),
        ("enter_buildings", BUILDINGS, {"estate": "港云里", "name.0": "1栋"}, ["港云里", 'value="1栋"']),
        ("preview_units", UNITS, ROW | {"area_id.0": PERSON}, ['name="first.0" value="2"']),
    ],
)
def test_what_was_typed_survives_another_language(
    ground: Desk, services: FakeServices, rpc: str, page: str, fields: dict[str, str], shown: list[str]
):
    _, text = again(ground, services, rpc, page, **fields)
    assert '<html lang="en">' in text
    assert [each for each in shown if each not in text] == []


def test_a_hand_over_is_looked_at_again_on_its_day(ground: Desk, services: FakeServices):
    fields: dict[str, Any] = {"on": "2026-03-05", "do": "hand_over"}
    back, _ = again(ground, services, "hand_over", f"{HAND_OVER}?to_id={CASE}&on=2026-03-05", **fields)
    assert back == f"{HAND_OVER}?to_id={PERSON}&on=2026-03-05"


def test_a_case_is_raised_at_the_same_place_and_what_was_told_is_in_no_address(
    ground: Desk, services: FakeServices
):
    back, text = again(ground, services, "register_case", f"{CASES}/new?area_id={AREA}", text="楼道灯不亮")
    assert back == f"{CASES}/new?area_id={AREA}"
    assert f'name="area_id" value="{AREA}"' in text


def test_somebody_who_is_entered_for_a_post_is_so_in_the_other_language_and_in_no_address(
    ground: Desk, services: FakeServices
):
    to = f"{APPOINT}?role=doctor&staff_id="
    page = f"{STAFF}?to={APPOINT}%3Frole%3Ddoctor%26staff_id%3D"
    back, text = again(ground, services, "enter_staff", page, display_name="云立春", duty_phone="000")
    assert 'value="' + to.replace("&", "&amp;") + '"' in text
    assert not {"display_name", "000"} & set(back.replace("=", "&").split("&"))


def test_a_table_that_is_longer_than_an_address_survives_another_language(
    ground: Desk, services: FakeServices
):
    """By a form; nothing is entered by that."""
    rows = {f"name.{number}": f"{number}栋，临河一侧" for number in range(90)}
    services.refuse("grids.enter_buildings", "conflict", "x")
    form = hidden(ground.get(BUILDINGS), BUILDINGS) | {"estate": "港云里"} | rows
    told = ground.post(BUILDINGS, form)
    asked = len([call for call in services.calls if call.rpc == "grids.enter_buildings"])
    switch, _, _ = told.text.partition("<main")
    carried = {name: unescape(value) for name, value in HIDDEN.findall(switch)}
    assert "key" not in carried
    english = ground.post(BUILDINGS, carried | {"language": "en"})
    assert english.status_code == 200
    assert '<html lang="en">' in english.text
    assert [
        said for said in rows.values() if f'value="{said}"' not in english.text.partition("<main")[2]
    ] == []
    assert '<html lang="en">' in ground.get(BUILDINGS).text
    assert len([call for call in services.calls if call.rpc == "grids.enter_buildings"]) == asked


def test_a_language_is_remembered_though_its_page_is_refused(ground: Desk, services: FakeServices):
    form = hidden(ground.get(BUILDINGS), BUILDINGS) | {"estate": "港云里", "language": "en"}
    services.refuse("grids.get_area", "unavailable", "Busy")
    told = ground.post(BUILDINGS, form)
    assert told.status_code == 503
    assert "linli_language=en" in told.headers["Set-Cookie"]


def test_another_language_is_asked_for_by_forms_of_ours_alone(ground: Desk):
    """Like all that is sent."""
    assert ground.post(BUILDINGS, {"estate": "港云里", "language": "en"}).status_code == 403


def test_a_place_that_may_be_entered_is_the_same_one_in_another_language(
    ground: Desk, services: FakeServices
):
    """Its switch carries the key, there and back."""
    new = "/console/places/new"
    typed = {"name": "幸福食堂", "kind": "canteen", "opened_on": "2026-03-05"}
    form = hidden(ground.get(f"{new}?area_id={AREA}"), new) | typed
    services.fail("grids.enter_places", DeadlinePassed())
    page = ground.post(new, form)
    for language in ("en", "zh_CN"):
        switch = dict(HIDDEN.findall(page.text.partition("<main")[0]))
        carried = {name: unescape(value) for name, value in switch.items() if name != "back"}
        page = ground.post(new, carried | {"language": language})
        assert 'value="幸福食堂"' in page.text
    again = hidden(page, new) | typed
    assert again["key"] == form["key"]
    services.answer("grids.enter_places", {"items": []})
    ground.post(new, again)
    first, second = [call for call in services.calls if call.rpc == "grids.enter_places"]
    assert (first.body, first.context["key"]) == (second.body, second.context["key"])


def test_what_was_refused_for_good_has_another_key_in_another_language(ground: Desk, services: FakeServices):
    back, text = again(ground, services, "end_appointment", APPOINTMENT, valid_to="2026-05-01")
    assert "key=" not in back
    assert 'value="2026-05-01"' in text
