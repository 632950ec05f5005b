"""How a refusal is told on a page: once, in the words of a form, and with names for ids."""

from typing import Any

import pytest

from tests.gateway.builders import FakeServices
from tests.gateway.console.desk import AREA, CASE, PERSON, Desk, an_area, hidden

NAME = f"/console/areas/{AREA}/name"
SPLIT = f"/console/areas/{AREA}/split"


def wrong(field: str, code: str, detail: str, **values: Any) -> dict[str, Any]:
    return {"field": field, "code": code, "values": values, "detail": detail}


def renamed(desk: Desk) -> str:
    return str(desk.post(NAME, hidden(desk.sign_in().get(NAME), NAME) | {"name": "x"}).text)


def test_an_id_in_a_refusal_is_told_as_the_name_of_what_it_is(desk: Desk, services: FakeServices):
    said = f"与 {AREA} 同名"
    services.refuse("grids.rename_area", "conflict", "x", detail=said, fields=[wrong("name", "x", said)])
    told = renamed(desk)
    assert 'id="name-wrong">与 01号微网格 同名<' in told
    assert f"与 {AREA}" not in told


def test_an_id_of_what_is_not_shown_stays_as_it_is(desk: Desk, services: FakeServices):
    services.refuse("grids.rename_area", "conflict", "x", detail=f"没有 {PERSON}")
    services.refuse("grids.get_staff", "not_found", "x")
    services.refuse("grids.get_grouping", "not_found", "x")
    desk.sign_in()
    form = hidden(desk.get(NAME), NAME) | {"name": "x"}
    told = services.call

    def call(service: str, method: str, body: dict[str, Any], **context: Any) -> Any:
        if method == "get_area" and body["area_id"] == PERSON:
            services.refuse("grids.get_area", "not_found", "x")
        elif method == "get_area":
            services.answer("grids.get_area", an_area())
        return told(service, method, body, **context)

    services.call = call  # type: ignore[method-assign]
    assert f"没有 {PERSON}" in desk.post(NAME, form).text


@pytest.mark.parametrize(
    ("field", "code", "said"),
    [("name", "too_short", "请填写名称。"), ("effective_on", "required", "请填写。")],
)
def test_what_nobody_filled_in_is_asked_for(
    desk: Desk, services: FakeServices, field: str, code: str, said: str
):
    fields = [wrong(field, code, "太少，至少 1 个", min=1)]
    services.refuse("grids.rename_area", "invalid", "FieldsInvalid", fields=fields)
    told = renamed(desk)
    assert f'-wrong">{said}<' in told
    assert "太少" not in told


def test_what_nobody_chose_is_to_be_chosen(desk: Desk, services: FakeServices):
    fields = [wrong("kind", "required", "必须填写")]
    services.refuse("grids.reuse_place", "invalid", "FieldsInvalid", fields=fields)
    path = f"/console/places/{CASE}/reuse"
    told = desk.post(path, hidden(desk.sign_in().get(path), path) | {"name": "x"}).text
    assert 'id="kind-wrong">请选择。<' in told


def test_one_sentence_is_said_once_however_many_fields_it_is_of(desk: Desk, services: FakeServices):
    services.answer("grids.list_children", {"items": [an_area(id=CASE)], "next": None})
    said = "还有房屋没有分出"
    fields = [wrong(field, "x", said) for field in ("parts", "children", "elsewhere")]
    services.refuse("grids.preview_split", "invalid", "x", detail=said, fields=fields)
    told = desk.post(SPLIT, hidden(desk.sign_in().get(SPLIT), SPLIT) | {"name.0": "x", "do": "look"}).text
    assert told.count(said) == 1
    assert "请改正标出的各项。" in told


def test_what_went_wrong_is_what_is_looked_at_first(desk: Desk, services: FakeServices):
    services.refuse("grids.rename_area", "conflict", "x", detail="不行")
    assert 'role="alert" tabindex="-1" autofocus>' in renamed(desk)


def test_each_field_that_is_empty_is_said_to_be(desk: Desk, services: FakeServices):
    fields = [wrong("name", "required", "必须填写"), wrong("effective_on", "required", "必须填写")]
    services.refuse("grids.rename_area", "invalid", "FieldsInvalid", fields=fields)
    told = renamed(desk)
    assert 'id="name-wrong">请填写名称。<' in told
    assert 'id="effective-wrong">请填写。<' in told
