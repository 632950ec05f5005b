"""What became of an area, how it was on a day, what somebody holds, and how old holders are."""

import re
from typing import Any

import pytest

from tests.gateway.builders import FakeServices, Reply
from tests.gateway.console.desk import AREA, CASE, PERSON, Desk, an_area
from tests.gateway.console.shown import AGES, an_appointment

PAGE = f"/console/areas/{AREA}/history"


def a_change(**different: Any) -> dict[str, Any]:
    usual: dict[str, Any] = {
        "number": 3, "kind": "renamed", "effective_on": "2026-02-01", "document_number": "成府发〔2026〕7号",
        "from_ids": [AREA], "to_ids": [AREA], "primary_id": None, "was": "第01网格", "became": "河边网格",
        "by": "person:li-na", "at": "2026-02-01T08:30:00+00:00",
    }  # fmt: skip
    return usual | different


@pytest.fixture
def ground(desk: Desk, services: FakeServices) -> Desk:
    services.answer("grids.get_area", an_area(path="1/2/"))
    services.answer("grids.list_area_changes", {"items": [a_change()], "next": None})
    then = [
        {"id": AREA, "parent_id": None, "kind": "base", "name": "第01网格", "path": "1/2/"},
        {"id": CASE, "parent_id": AREA, "kind": "micro", "name": "01号微网格", "path": "1/2/3/"},
    ]
    services.answer("grids.list_areas_then", {"items": then, "next": None})
    return desk.sign_in()


def test_every_change_is_told_with_its_day_and_its_document(ground: Desk, services: FakeServices):
    page = ground.get(PAGE).text
    for said in ("2026-02-01", ">更名</span>", "第01网格", "河边网格", "成府发〔2026〕7号"):
        assert said in page
    moved = a_change(kind="resubordinated", was=CASE, became=PERSON, document_number=None)
    services.answer("grids.list_area_changes", {"items": [moved], "next": None})
    assert ">变更隶属</span>" in ground.get(PAGE).text
    assert CASE not in ground.get(PAGE).text


def seen(services: FakeServices, monkeypatch: pytest.MonkeyPatch, named: dict[str, str]) -> None:
    """Of all areas these alone are shown to whoever asks."""
    told = services.call

    def call(service: str, method: str, body: dict[str, Any], **context: Any) -> Reply:
        reply = told(service, method, body, **context)
        if method != "get_area":
            return reply
        if (name := named.get(body["area_id"])) is None:
            unknown = {"kind": "not_found", "code": "AreaUnknown", "values": {}, "fields": [], "detail": ""}
            return Reply(refused=unknown)
        return Reply(answer=an_area(id=body["area_id"], name=name, path="1/2/"))

    monkeypatch.setattr(services, "call", call)


@pytest.mark.parametrize(
    ("named", "moved", "said"),
    [
        ({CASE: "二网格", PERSON: "三网格"}, AREA, ["变更隶属", "二网格", "三网格"]),
        ({CASE: "二网格"}, AREA, ["变更隶属", "二网格", "范围外的区域"]),
        ({}, AREA, ["变更隶属", "范围外的区域", "范围外的区域"]),
        ({CASE: "四微网格"}, CASE, ["变更隶属 四微网格", "范围外的区域", "第01网格"]),
        ({}, CASE, ["变更隶属 范围外的区域", "范围外的区域", "第01网格"]),
    ],
)
def test_a_move_says_what_lies_outside_the_scope_and_to_a_parent_what_moved(
    ground: Desk,
    services: FakeServices,
    monkeypatch: pytest.MonkeyPatch,
    named: dict[str, str],
    moved: str,
    said: list[str],
):
    seen(services, monkeypatch, named | {AREA: "第01网格"})
    there = {"from_ids": [moved], "to_ids": [moved], "was": CASE, "became": PERSON}
    if moved != AREA:
        there |= {"was": PERSON, "became": AREA}
    change = a_change(kind="resubordinated", document_number=None) | there
    services.answer("grids.list_area_changes", {"items": [change], "next": None})
    [_, *cells] = re.findall(r"<td[^>]*>(.*?)</td>", ground.get(PAGE).text, re.DOTALL)
    assert [re.sub(r"<[^>]+>", "", cell) for cell in cells[:3]] == said


def test_the_areas_are_shown_as_they_were_on_a_day(ground: Desk, services: FakeServices):
    page = ground.get(f"{PAGE}?on=2026-01-05").text
    [call] = [call for call in services.calls if call.rpc == "grids.list_areas_then"]
    assert call.body["on"] == "2026-01-05"
    assert '<span class="deep-0">第01网格</span>' in page
    assert '<span class="deep-1">01号微网格</span>' in page


def test_a_day_that_is_none_is_refused_beside_its_field(ground: Desk, services: FakeServices):
    wrong = {"field": "on", "code": "not_a_day", "values": {}, "detail": "不是日期"}
    services.refuse("grids.list_areas_then", "invalid", "FieldsInvalid", fields=[wrong])
    told = ground.get(f"{PAGE}?on=2026-01-05")
    assert told.status_code == 422
    assert 'id="on-wrong">不是日期<' in told.text


def test_a_person_s_page_shows_what_they_hold(ground: Desk, services: FakeServices):
    services.answer("grids.list_held_appointments", {"items": [an_appointment()], "next": None})
    page = ground.get(f"/console/staff/{PERSON}").text
    assert f'href="/console/appointments/{CASE}">微网格员</a>' in page
    services.answer("grids.list_held_appointments", {"items": [], "next": None})
    assert "这里没有任职" in ground.get(f"/console/staff/{PERSON}").text


def test_ages_are_told_as_counts_and_of_few_people_not_at_all(ground: Desk, services: FakeServices):
    services.answer("grids.list_posts", {"items": [], "next": None})
    assert "17 人，74%" in ground.get(f"/console/posts?area_id={AREA}").text
    bounds: dict[str, dict[str, Any]] = {
        "30 岁（含）至 70 岁以下": {"at_least": 30, "below": 70},
        "50 岁及以上": {"at_least": 50, "below": None},
        "60 岁以下</dd>": {"at_least": None, "below": 60},
    }
    for shown, said in bounds.items():
        services.answer("grids.get_age_profile", AGES | said)
        assert shown in ground.get(f"/console/posts?area_id={AREA}").text
    few = AGES | dict.fromkeys(("younger", "younger_percent", "at_least", "below"), None)
    services.answer("grids.get_age_profile", few | {"withheld": True, "known": 4})
    page = ground.get(f"/console/posts?area_id={AREA}").text
    assert "不足五人不显示年龄" in page
    assert "74%" not in page
