"""A split that is refused: what is wrong stands in the row that it is about, under its name there."""

import re
from typing import Any

import pytest

from tests.gateway.builders import FakeServices
from tests.gateway.console.desk import AREA, CASE, PERSON, Desk, a_building, an_area, hidden
from tests.gateway.console.shown_forms import fields_of

SPLIT = f"/console/areas/{AREA}/split"
GONE = "01890a5d-ac96-7000-8000-b302099a8059"
UNIT = {"building_id.0": CASE, "first.0": "3", "last.0": "4"}


@pytest.fixture
def ground(desk: Desk, services: FakeServices) -> Desk:
    """A grid that holds dwellings, with two areas below it."""
    told = services.call
    its = {AREA: an_area(parent_id=PERSON, version=7), PERSON: an_area(id=PERSON, kind="community")}

    def call(service: str, method: str, body: dict[str, Any], **context: Any) -> Any:
        if method == "get_area":
            services.answer("grids.get_area", its[body["area_id"]])
        return told(service, method, body, **context)

    services.call = call  # type: ignore[method-assign]
    below = [an_area(id=CASE, name="一号"), an_area(id=PERSON, name="二号")]
    services.answer("grids.list_children", {"items": below, "next": None})
    services.answer("grids.list_buildings", {"items": [a_building()], "next": None})
    return desk.sign_in()


def wrong(field: str, detail: str) -> dict[str, Any]:
    return {"field": field, "code": "x", "values": {}, "detail": detail}


def looked_at(desk: Desk, services: FakeServices, *refused: dict[str, Any], **fields: str) -> str:
    """The page, after a preview is refused for this."""
    services.refuse("grids.preview_split", "invalid", "x", fields=list(refused))
    form = hidden(desk.get(SPLIT), SPLIT) | {"name.1": "北区", "primary": "itself", "do": "look"}
    told = desk.post(SPLIT, form | {name.replace("__", "."): value for name, value in fields.items()})
    assert told.status_code == 422
    return told.text


def sent(services: FakeServices) -> dict[str, Any]:
    return [call.body for call in services.calls if call.rpc == "grids.preview_split"][-1]


@pytest.mark.parametrize(
    ("field", "place"),
    [
        ("units.0.first", "first-wrong-0"), ("units.0.last", "last-wrong-0"),
        ("units.0.building_id", "building-wrong-0"), ("units.0.part_id", "part-wrong-0"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_units_is_said_in_their_row(
    ground: Desk, services: FakeServices, field: str, place: str
):
    page = looked_at(ground, services, wrong(field, "没有这个单元"), **UNIT, part__0="1")
    assert f'aria-invalid="true" aria-describedby="{place}"' in page
    assert f'id="{place}">没有这个单元<' in page


def test_what_is_wrong_with_an_area_below_is_said_in_its_row(ground: Desk, services: FakeServices):
    """The first that is sent is the second that is shown."""
    refused = [wrong("children.0.area_id", "不是下级区域"), wrong("children.0.part_id", "没有这一区域")]
    page = looked_at(ground, services, *refused, **{f"child.{CASE}": "", f"child.{PERSON}": "1"})
    assert 'id="named-child-wrong-1">不是下级区域<' in page
    assert 'id="child-wrong-1">没有这一区域<' in page
    assert "child-wrong-0" not in page


@pytest.mark.parametrize("below", [[], [an_area(id=CASE)]])
def test_what_is_wrong_with_an_area_that_lies_there_no_more_is_said_all_the_same(
    ground: Desk, services: FakeServices, below: list[dict[str, Any]]
):
    services.answer("grids.list_children", {"items": below, "next": None})
    page = looked_at(ground, services, wrong("children.0.area_id", "不是下级区域"), **{f"child.{GONE}": "1"})
    assert 'id="children-wrong">不是下级区域<' in page


def test_units_that_are_given_to_nobody_else_go_to_the_one_that_goes_on(ground: Desk, services: FakeServices):
    looked_at(ground, services, **UNIT, part__0="")
    assert sent(services)["units"] == [{"building_id": CASE, "first": 3, "last": 4, "part_id": AREA}]
    looked_at(ground, services, **UNIT, part__0="", primary="1")
    body = sent(services)
    assert body["units"][0]["part_id"] == body["primary_id"] == body["parts"][0]["id"]


def test_what_is_wrong_with_a_name_is_said_beside_the_field_that_it_stands_in(
    ground: Desk, services: FakeServices
):
    page = looked_at(ground, services, wrong("parts.0.name", "已有此名"))
    assert 'id="name-wrong-1">已有此名<' in page
    assert "name-wrong-0" not in page


def test_a_part_without_a_name_is_called_what_the_form_calls_it(ground: Desk, services: FakeServices):
    form = hidden(ground.get(SPLIT), SPLIT) | {"name.1": "北区", f"child.{CASE}": "3", "do": "look"}
    ground.post(SPLIT, form)
    part_id = sent(services)["children"][0]["part_id"]
    fields = [wrong("primary_id", f"没有 {part_id}")]
    services.refuse("grids.preview_split", "invalid", "PartUnknown", fields=fields)
    assert 'id="primary-wrong">没有 新区域 4<' in ground.post(SPLIT, form).text


def names_in(page: str) -> list[str]:
    return re.findall(r'<input class="form-control" name="name\.(\d+)"', page)


def test_a_form_of_four_parts_gets_more_of_them_and_keeps_what_was_typed(
    ground: Desk, services: FakeServices
):
    asked = ground.get(SPLIT)
    assert len(names_in(asked.text)) == 4
    form = hidden(asked, SPLIT)
    typed = {"name.3": "北区", f"child.{CASE}": "3", "do": "more_parts"} | UNIT | {"part.0": "3"}
    more = ground.post(SPLIT, form | typed)
    assert names_in(more.text) == [str(number) for number in range(8)]
    assert hidden(more, SPLIT)["key"] == form["key"]
    assert more.text.count('<option value="3" selected>新区域 4（北区）</option>') == 2
    assert 'name="first.0" value="3"' in more.text
    assert [call.rpc for call in services.calls if "split" in call.rpc] == []
    given = fields_of(more.text) | {"name.7": "南区", "primary": "7", "do": "look"}
    ground.post(SPLIT, given)
    body = sent(services)
    assert [part["name"] for part in body["parts"]] == ["北区", "南区"]
    assert body["primary_id"] == body["parts"][1]["id"]
    assert body["children"][0]["part_id"] == body["units"][0]["part_id"] == body["parts"][0]["id"]


@pytest.mark.parametrize("given", [{"name.6": "北区"}, {"primary": "6"}, {f"child.{CASE}": "6"}])
def test_a_part_that_something_goes_to_is_there_in_another_language(ground: Desk, given: dict[str, str]):
    form = hidden(ground.get(SPLIT), SPLIT) | given | {"do": "edit"}
    again = ground.get(hidden(ground.post(SPLIT, form), "/console/language")["back"]).text
    assert len(names_in(again)) == 7


def test_there_are_no_more_parts_than_a_split_has(ground: Desk):
    form = hidden(ground.get(SPLIT), SPLIT)
    page = ground.post(SPLIT, form | {"name.47": "北区", "do": "more_parts"}).text
    assert len(names_in(page)) == 50
    assert 'value="more_parts"' not in page
    page = ground.post(SPLIT, form | {"name.999": "北区", "primary": "9" * 5000, "do": "edit"}).text
    assert len(names_in(page)) == 50


def test_whoever_presses_enter_looks_at_it_and_asks_for_no_more_parts(ground: Desk):
    inside = ground.get(SPLIT).text.partition(f'action="{SPLIT}"')[2]
    assert re.findall(r'<button [^>]*value="(\w+)"', inside)[0] == "look"
