"""A building is called otherwise, or comes into another estate; what was not touched is not sent."""

import re
from typing import Any

import pytest

from tests.gateway.builders import FakeServices
from tests.gateway.console.desk import AREA, CASE, Desk, a_building, an_area, hidden
from tests.gateway.console.shown_forms import fields_of

NAME = f"/console/buildings/{CASE}/name"
BUILDINGS = f"/console/areas/{AREA}/buildings"


@pytest.fixture
def ground(desk: Desk, services: FakeServices) -> Desk:
    services.answer("grids.get_area", an_area(kind="community", name="港云里社区"))
    services.answer("grids.list_buildings", {"items": [a_building()], "next": None})
    services.answer("grids.rename_building", a_building(name="甲栋", version=3))
    return desk.sign_in()


def renamed(desk: Desk, **typed: str) -> Any:
    return desk.post(NAME, hidden(desk.get(NAME), NAME) | {"estate": "港云里", "name": "3栋"} | typed)


def sent(services: FakeServices) -> dict[str, Any]:
    return [call.body for call in services.calls if call.rpc == "grids.rename_building"][-1]


def test_the_name_alone_is_sent_where_the_name_alone_was_typed(ground: Desk, services: FakeServices):
    assert f'href="{NAME}" aria-label="更名：港云里 3栋">' in ground.get(BUILDINGS).text
    done = renamed(ground, name=" 甲栋 ")
    assert sent(services) == {"building_id": CASE, "name": "甲栋", "seen_version": 2}
    assert done.headers["Location"] == f"{BUILDINGS}?done=renamed"


def test_a_building_comes_into_another_estate(ground: Desk, services: FakeServices):
    renamed(ground, estate="港云新里")
    assert sent(services) == {"building_id": CASE, "estate": "港云新里", "seen_version": 2}


def test_that_nothing_was_changed_is_said(ground: Desk, services: FakeServices):
    services.answer("grids.rename_building", a_building())
    assert renamed(ground).headers["Location"] == f"{BUILDINGS}?done=same_name"


def test_a_name_that_is_taken_is_said_beside_it_and_stays(ground: Desk, services: FakeServices):
    wrong = {"field": "name", "code": "BuildingNameTaken", "values": {}, "detail": "已有同名楼栋"}
    services.refuse("grids.rename_building", "conflict", "BuildingNameTaken", fields=[wrong])
    told = renamed(ground, name="4栋")
    assert told.status_code == 409
    assert 'id="name-wrong">已有同名楼栋<' in told.text
    assert fields_of(told.text)["name"] == "4栋"
    english = ground.get(hidden(told, "/console/language")["back"]).text
    assert fields_of(english)["name"] == "4栋"


def test_what_somebody_else_changed_meanwhile_is_shown_and_stays(ground: Desk, services: FakeServices):
    page = hidden(ground.get(NAME), NAME)
    services.answer("grids.get_building", a_building(estate="新港", version=3))
    services.refuse("grids.rename_building", "stale", "StaleVersion", values={"current_version": 3})
    told = ground.post(NAME, page | {"estate": "港云里", "name": "甲栋"})
    assert told.status_code == 412
    fields = fields_of(told.text)
    assert (fields["estate"], fields["name"], fields["was.estate"]) == ("新港", "甲栋", "新港")
    assert "<td>港云里</td><td>新港</td>" in told.text


def test_an_empty_name_is_refused_where_it_was_left_empty(ground: Desk, services: FakeServices):
    wrong = {"field": "name", "code": "too_short", "values": {}, "detail": "不能为空"}
    services.refuse("grids.rename_building", "invalid", "FieldsInvalid", fields=[wrong])
    told = renamed(ground, name="")
    assert sent(services)["name"] == ""
    assert fields_of(told.text)["name"] == ""


def test_a_name_that_was_cleared_stays_so_in_another_language(ground: Desk, services: FakeServices):
    services.refuse("grids.rename_building", "invalid", "FieldsInvalid")
    told = renamed(ground, name="")
    english = ground.get(hidden(told, "/console/language")["back"]).text
    assert fields_of(english)["name"] == ""
    assert fields_of(english)["estate"] == "港云里"


def test_after_a_name_the_list_goes_on_where_it_was(ground: Desk, services: FakeServices):
    services.answer("grids.list_buildings", {"items": [a_building()], "next": ["港云里", "3栋", CASE]})
    [after] = re.findall(rf'href="{BUILDINGS}\?after=([^"]+)"', ground.get(BUILDINGS).text)
    page = ground.get(f"{BUILDINGS}?after={after}").text
    assert f'href="{NAME}?after={after}"' in page
    form = hidden(ground.get(f"{NAME}?after={after}"), NAME)
    done = ground.post(NAME, form | {"estate": "港云里", "name": "甲栋"})
    assert done.headers["Location"] == f"{BUILDINGS}?done=renamed&after={after}"


def test_whoever_may_not_rename_is_offered_nothing(desk: Desk, services: FakeServices):
    services.answer("grids.get_area", an_area(kind="community"))
    services.answer("grids.list_buildings", {"items": [a_building()], "next": None})
    worker = desk.sign_in("micro_grid_worker")
    assert NAME not in worker.get(BUILDINGS).text
