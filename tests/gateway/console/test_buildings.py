"""An estate is entered and its units are given to grids: what is shown before, sent and refused."""

from typing import Any

import pytest

from tests.gateway.builders import FakeServices
from tests.gateway.console.desk import AREA, CASE, PERSON, Desk, a_building, a_dwelling, an_area, hidden

PAGE = f"/console/areas/{AREA}/buildings"
NEW, UNITS = f"{PAGE}/new", f"/console/areas/{AREA}/units"
BUILDING, GRID = CASE, AREA
LOOKED_AT: dict[str, Any] = {
    "units": 2, "dwellings": 48, "gaps": [], "doubles": [], "given_elsewhere": [], "refused": [],
}  # fmt: skip
RANGE = {"building_id.0": BUILDING, "first.0": "1", "last.0": "2", "area_id.0": GRID}


@pytest.fixture
def estate(desk: Desk, services: FakeServices) -> Desk:
    services.answer("grids.get_area", an_area(kind="community", name="港云里社区"))
    services.answer("grids.list_buildings", {"items": [a_building()], "next": None})
    services.answer("grids.list_subtree", {"items": [an_area(name="01号微网格")], "next": None})
    services.answer("grids.preview_units", LOOKED_AT)
    services.answer("grids.enter_buildings", {"items": []})
    services.answer("grids.give_units", {"items": []})
    return desk.sign_in()


def enter(desk: Desk, **fields: str) -> Any:
    given = {name.replace("__", "."): value for name, value in fields.items()}
    return desk.post(NEW, hidden(desk.get(NEW), NEW) | given)


def asked(services: FakeServices, rpc: str) -> list[dict[str, Any]]:
    return [call.body for call in services.calls if call.rpc == rpc]


def test_buildings_are_listed_by_estate_with_what_lies_in_no_grid(estate: Desk, services: FakeServices):
    report = {
        "items": [a_dwelling(estate="港云里", building="3栋")],
        "next": None,
        "dwellings": 96,
        "uncovered": 7,
        "doubly_covered": 0,
    }
    services.answer("grids.report_coverage", report)
    page = estate.get(PAGE).text
    assert ">港云里</h2>" in page
    assert "4 个单元 · 96 户" in page
    assert "共 96 户，其中 7 户还没有划入网格。" in page
    assert "<td" in estate.get(f"/console/areas/{AREA}/uncovered").text


def test_a_building_s_units_are_shown_with_their_grids(estate: Desk, services: FakeServices):
    rows = [a_dwelling(), a_dwelling(room="302"), a_dwelling(unit=2, area_id=None)]
    services.answer("grids.list_dwellings", {"items": rows, "next": None})
    shown = estate.get(f"/console/buildings/{BUILDING}/units", HX_Request="true").text
    assert '<th scope="row" class="number">1</th><td class="number">2</td>' in shown
    assert "未划分" in shown


def test_an_estate_is_entered_row_by_row_and_empty_rows_do_not_count(estate: Desk, services: FakeServices):
    done = enter(
        estate, estate="港云里", name__0="1栋", units__0="4", floors__0="6", rooms_per_floor__0="2",
        left_out__0="2-301、2-302", name__1=" ", name__2="2栋",
        units__2="1", floors__2="６", rooms_per_floor__2="2",
    )  # fmt: skip
    assert done.headers["Location"] == f"{PAGE}?done=entered"
    [body] = asked(services, "grids.enter_buildings")
    first, second = body["buildings"]
    assert (body["community_id"], body["estate"]) == (AREA, "港云里")
    assert first | {"id": ""} == {
        "id": "", "name": "1栋", "units": 4, "floors": 6, "rooms_per_floor": 2,
        "left_out": ["2-301", "2-302"],
    }  # fmt: skip
    assert (second["name"], second["floors"]) == ("2栋", 6)
    assert first["id"] != second["id"]


def test_the_same_form_sent_again_enters_the_same_buildings(estate: Desk, services: FakeServices):
    form = hidden(estate.get(NEW), NEW) | {"estate": "港云里", "name.0": "1栋"}
    for _ in range(2):
        estate.post(NEW, form)
    first, second = asked(services, "grids.enter_buildings")
    assert first == second


def test_what_is_wrong_with_a_row_is_said_in_it_and_the_table_stays(estate: Desk, services: FakeServices):
    wrong = [{"field": "buildings.1.units", "code": "required", "values": {}, "detail": "必须填写"}]
    services.refuse("grids.enter_buildings", "invalid", "FieldsInvalid", fields=wrong)
    told = enter(estate, estate="港云里", name__0="1栋", units__0="4", name__1="2栋")
    assert told.status_code == 422
    assert 'id="units-wrong-1">请填写。<' in told.text
    assert 'name="name.0" value="1栋"' in told.text
    assert 'name="name.1" value="2栋"' in told.text


def look(desk: Desk, **fields: str) -> Any:
    return desk.post(UNITS, hidden(desk.get(UNITS), UNITS) | RANGE | {"do": "look"} | fields)


def test_ranges_are_looked_at_before_they_are_given(estate: Desk, services: FakeServices):
    gap = {"building_id": BUILDING, "first": 3, "last": 4, "area_id": None}
    elsewhere = {"building_id": BUILDING, "first": 1, "last": 1, "area_id": PERSON}
    services.answer("grids.preview_units", LOOKED_AT | {"gaps": [gap], "given_elsewhere": [elsewhere]})
    told = look(estate).text
    assert "将划分 2 个单元，共 48 户" in told
    assert "港云里 3栋 3 至 4 单元" in told
    assert "港云里 3栋 1 单元 · 现属" in told
    assert asked(services, "grids.give_units") == []
    expected = {"building_id": BUILDING, "first": 1, "last": 2, "area_id": GRID}
    assert asked(services, "grids.preview_units") == [{"ranges": [expected]}]


def test_what_was_looked_at_is_what_is_given(estate: Desk, services: FakeServices):
    looked = look(estate)
    done = estate.post(UNITS, hidden(looked, UNITS) | {"do": "give"})
    assert done.headers["Location"] == f"{PAGE}?done=given"
    assert asked(services, "grids.give_units") == asked(services, "grids.preview_units")


def test_the_table_may_be_written_anew_after_it_was_looked_at(estate: Desk, services: FakeServices):
    again = estate.post(UNITS, hidden(look(estate), UNITS) | {"do": "edit"}).text
    assert 'name="first.0" value="1"' in again
    assert asked(services, "grids.give_units") == []


def test_a_row_that_would_be_refused_is_said_before_anything_is_given(estate: Desk, services: FakeServices):
    refused = {"row": 0, "about": ["ranges.0.first", "ranges.0.last"], "code": "UnitUnknown"}
    services.answer("grids.preview_units", LOOKED_AT | {"refused": [refused]})
    told = look(estate, **{"first.0": "9"})
    assert told.status_code == 422
    assert 'id="first-wrong-0">这栋楼没有这个单元<' in told.text
    assert 'name="first.0" value="9"' in told.text


def test_a_single_unit_needs_no_second_number(estate: Desk, services: FakeServices):
    look(estate, **{"last.0": ""})
    [body] = asked(services, "grids.preview_units")
    assert (body["ranges"][0]["first"], body["ranges"][0]["last"]) == (1, 1)


@pytest.mark.parametrize(("role", "offered"), [("community_secretary", True), ("grid_worker", False)])
def test_entering_and_giving_are_offered_to_whoever_may(
    desk: Desk, services: FakeServices, role: str, offered: bool
):
    services.answer("grids.get_area", an_area(kind="community"))
    services.answer("grids.list_buildings", {"items": [a_building()], "next": None})
    page = desk.sign_in(role).get(PAGE).text
    assert (f'href="{NEW}"' in page, f'href="{UNITS}"' in page) == (offered, offered)


def test_before_units_are_given_there_are_buildings(estate: Desk, services: FakeServices):
    page = f"/console/areas/{AREA}/units"
    assert "3栋 港云里（4 个单元）" in estate.get(page).text
    services.answer("grids.list_buildings", {"items": [], "next": None})
    assert "还没有楼栋，请先录入小区。" in estate.get(page).text
