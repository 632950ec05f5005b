"""How a refusal is told on a page: once, in the words of a form, and with names for ids."""

from typing import Any

import pytest

from gateway.console.names import with_names
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


def test_an_id_of_what_is_not_shown_is_left_out(desk: Desk, services: FakeServices):
    services.refuse("grids.rename_area", "conflict", "x", detail=f"没有 {PERSON} 这个人")
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
    shown = desk.post(NAME, form).text
    assert "没有这个人" in shown
    assert PERSON not in shown


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


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (f"同级已有名为 东院 的区域（{PERSON}）", "同级已有名为 东院 的区域"),
        (f"名为“01号微网格”（{AREA}）会分属两个一般网格", "名为“01号微网格”会分属两个一般网格"),
        (f"岗位已有人任职（任职 {PERSON}）", "岗位已有人任职"),
        (f"任职 {PERSON} 自 2026-01-01 起", "任职自 2026-01-01 起"),
        (f"没有编组 {PERSON}，或者您无权查看", "没有编组，或者您无权查看"),
        (f"没有编号为 {PERSON} 的区域", "没有这个区域"),
        (f"与别处（区域 {AREA}）同名", "与别处（区域 01号微网格）同名"),
        (f"There is no grouping {PERSON}, or it is not yours", "There is no grouping, or it is not yours"),
        (f"Somebody holds it (appointment {PERSON}); end that", "Somebody holds it; end that"),
    ],
)
def test_no_sentence_shows_an_id_or_names_a_thing_twice(said: str, told: str):
    assert with_names(said, {AREA: "01号微网格"}.get) == told


def test_of_an_area_that_is_not_empty_it_is_said_what_is_there_and_nothing_else(
    desk: Desk, services: FakeServices
):
    held = dict.fromkeys(("child_areas", "dwellings", "buildings", "open_cases", "places", "groupings"), 0)
    end, wrongs = f"/console/areas/{AREA}/abolish", []
    for posts, dwellings in ((1, 0), (1, 12)):
        values = held | {"posts": posts, "dwellings": dwellings}
        wrongs = [wrong("successor", "AreaNotEmpty", "尚有 0 个", **values)]
        services.refuse("grids.preview_abolition", "conflict", "AreaNotEmpty", values=values, fields=wrongs)
        told = desk.sign_in().get(f"{end}?nobody=yes").text
        assert "0 个" not in told
        if dwellings:
            assert "这里还有房屋 12 户、任职 1 个。请选择承继区域，或先办理完、结束任职，再撤销。" in told
        else:
            assert 'id="successor-wrong">这里还有任职 1 个。请选择承继区域，或先结束任职。<' in told


@pytest.mark.parametrize("typed", ["二", "-5"])
def test_where_a_number_is_asked_for_that_is_said(desk: Desk, services: FakeServices, typed: str):
    services.answer("grids.get_area", an_area(kind="community"))
    fields = [wrong("buildings.0.floors", "wrong_type", "内容的类型不对")]
    services.refuse("grids.enter_buildings", "invalid", "FieldsInvalid", fields=fields)
    new = f"/console/areas/{AREA}/buildings/new"
    told = desk.post(new, hidden(desk.sign_in().get(new), new) | {"floors.0": typed}).text
    assert 'id="floors-wrong-0">请填写数字。<' in told


def test_of_a_person_the_name_is_asked_for_as_a_person_s(desk: Desk, services: FakeServices):
    fields = [wrong("staff.0.display_name", "required", "必须填写")]
    services.refuse("grids.enter_staff", "invalid", "FieldsInvalid", fields=fields)
    told = desk.post(
        "/console/staff/new", hidden(desk.sign_in().get("/console/staff/new"), "/console/staff/new")
    )
    assert 'id="name-wrong">请填写姓名。<' in told.text
