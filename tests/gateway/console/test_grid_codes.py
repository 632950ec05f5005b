"""The grids of a community are numbered: how is said first, what came of it afterwards."""

from typing import Any

import pytest

from services.chassis.errors import DeadlinePassed
from tests.gateway.builders import FakeServices
from tests.gateway.console.desk import AREA, CASE, Desk, an_area, hidden

CODES = f"/console/areas/{AREA}/codes"
GRIDS = f"{CODES}/grids"
A_GRID = {
    "id": CASE, "kind": "base", "name": "第01网格", "scheme": "LOCAL", "code": "510108006004001",
    "version": 2,
}  # fmt: skip


@pytest.fixture
def ground(desk: Desk, services: FakeServices) -> Desk:
    services.answer("grids.get_area", an_area(kind="community", name="八里庄社区"))
    services.answer("grids.give_grid_codes", given(A_GRID))
    return desk.sign_in()


def given(*grids: dict[str, Any], left: int = 0, **full: str) -> dict[str, Any]:
    without = [{"id": CASE, "kind": "micro", "name": name, "digits": at} for name, at in full.items()]
    return {"items": [*grids], "left": left, "unnumbered": without}


def asked(services: FakeServices) -> list[tuple[str, dict[str, Any]]]:
    return [
        (each.context["key"], each.body) for each in services.calls if each.rpc == "grids.give_grid_codes"
    ]


def test_it_is_said_first_what_is_done(ground: Desk, services: FakeServices):
    assert f'href="{GRIDS}"' in ground.get(CODES).text
    assert "已有代码的网格不变" in ground.get(GRIDS).text
    assert asked(services) == []


def test_what_was_given_is_shown_and_the_same_form_asks_for_the_same(ground: Desk, services: FakeServices):
    form = hidden(ground.get(GRIDS), GRIDS)
    page = ground.post(GRIDS, form).text
    assert "已为 1 个网格编码" in page
    assert "510108006004001</td>" in page
    assert f'href="/console/areas/{CASE}">第01网格<' in page
    assert f'action="{GRIDS}"' not in page
    ground.post(GRIDS, form)
    first, again = asked(services)
    assert first == again == (form["key"], {"area_id": AREA})


def test_what_is_left_is_numbered_by_a_form_of_its_own(ground: Desk, services: FakeServices):
    services.answer("grids.give_grid_codes", given(A_GRID, left=12))
    form = hidden(ground.get(GRIDS), GRIDS)
    page = ground.post(GRIDS, form)
    assert "还有 12 个网格没有编码" in page.text
    assert hidden(page, GRIDS)["key"] != form["key"]


def test_grids_without_a_number_left_are_named_with_their_digits(ground: Desk, services: FakeServices):
    services.answer("grids.give_grid_codes", given(东区微网格="510108006004001"))
    page = ground.post(GRIDS, hidden(ground.get(GRIDS), GRIDS)).text
    assert "没有新编码的网格" in page
    assert '<li>东区微网格 <span class="number">510108006004001</span></li>' in page


def test_what_was_given_leads_to_its_community_in_another_language(ground: Desk):
    """There it is not offered as if nothing had been given."""
    page = ground.post(GRIDS, hidden(ground.get(GRIDS), GRIDS))
    assert hidden(page, "/console/language")["back"] == f"/console/areas/{AREA}"


def test_where_not_all_without_a_number_are_named_it_is_said(ground: Desk, services: FakeServices):
    for count, is_said in ((499, False), (500, True)):
        full = {f"第{number}微网格": "510108006004001" for number in range(count)}
        services.answer("grids.give_grid_codes", given(left=0, **full))
        page = ground.post(GRIDS, hidden(ground.get(GRIDS), GRIDS)).text
        assert ("只列出前 500 个" in page) is is_said


def test_from_when_a_number_is_used_is_said_also_of_one_whose_code_ends(ground: Desk):
    assert "自停用之日起使用新代码" in ground.get(GRIDS).text


def test_a_community_without_a_code_is_told_so_by_its_name(ground: Desk, services: FakeServices):
    detail = f"社区 {AREA} 今天没有社区一级的十二位代码"
    services.refuse("grids.give_grid_codes", "invalid", "CommunityWithoutCode", detail=detail)
    page = ground.post(GRIDS, hidden(ground.get(GRIDS), GRIDS))
    assert page.status_code == 422
    assert 'role="alert"' in page.text
    assert "<div>社区 八里庄社区 今天没有社区一级的十二位代码</div>" in page.text


def test_what_may_have_been_given_is_asked_for_again_under_its_key(ground: Desk, services: FakeServices):
    form = hidden(ground.get(GRIDS), GRIDS)
    services.fail("grids.give_grid_codes", DeadlinePassed())
    assert hidden(ground.post(GRIDS, form), GRIDS)["key"] == form["key"]


def test_grids_are_numbered_by_community_alone(ground: Desk, services: FakeServices):
    services.answer("grids.get_area", an_area(kind="base"))
    assert f'href="{GRIDS}"' not in ground.get(CODES).text
