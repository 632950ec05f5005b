"""What stands no more: it is named when it ends, and nothing is offered there that would be refused."""

from typing import Any

import pytest

from tests.gateway.builders import FakeServices
from tests.gateway.console.desk import AREA, CASE, PERSON, Desk, an_area

PAGE = f"/console/areas/{AREA}"
END = f"{PAGE}/abolish"
DONE: dict[str, Any] = {"number": 1, "kind": "abolished", "effective_on": "2026-03-05", "ended_ids": [AREA]}
TOKEN = "A" * 22 + "ZDdrMm05"
A_LABEL: dict[str, Any] = {
    "token": TOKEN, "kind": "area", "target_id": AREA, "unit": None, "made_at": "2026-03-05T08:30:00+00:00",
    "revoked_at": None, "version": 1,
}  # fmt: skip


@pytest.mark.parametrize(
    ("areas", "said"),
    [
        ([an_area(id=CASE)], "已撤销“01号微网格”，由本区域承继。"),
        ([], "已撤销“01号微网格”。"),
    ],
)
def test_after_an_end_it_is_said_which_area_is_no_more(
    desk: Desk, services: FakeServices, areas: list[dict[str, Any]], said: str
):
    services.answer("grids.get_area", an_area(parent_id=PERSON))
    services.answer("grids.abolish_area", DONE | {"areas": areas})
    form = {"seen": '"1-0123456789abcdef"', "key": "k", "parent_id": PERSON, "forms": desk.sign_in().word()}
    done = desk.post(END, form)
    assert done.headers["Location"].startswith(f"/console/areas/{CASE if areas else PERSON}?done=abolished")
    services.answer("grids.get_area", an_area(active=False))
    assert f"<div>{said}</div>" in desk.get(done.headers["Location"]).text


@pytest.mark.parametrize("done", ["abolished", "abolished_into"])
def test_of_an_area_that_stands_no_address_says_that_it_was_abolished(desk: Desk, done: str):
    desk.sign_in()
    assert 'role="status"' not in desk.get(f"{PAGE}?done={done}&of={AREA}").text
    assert 'role="status"' not in desk.get(f"{PAGE}?done={done}").text


@pytest.mark.parametrize("active", [True, False])
def test_a_community_that_is_no_more_leads_to_no_list_that_is_refused(
    desk: Desk, services: FakeServices, active: bool
):
    services.answer("grids.get_area", an_area(kind="community", active=active))
    page = desk.sign_in().get(PAGE).text
    assert (f'href="{PAGE}/buildings"' in page, f'href="{PAGE}/groupings"' in page) == (active, active)


@pytest.mark.parametrize("active", [True, False])
def test_no_place_is_entered_and_no_post_is_vacant_where_nothing_stands(
    desk: Desk, services: FakeServices, active: bool
):
    services.answer("grids.get_area", an_area(active=active))
    desk.sign_in()
    assert ('href="/console/places/new' in desk.get(f"/console/places?area_id={AREA}").text) == active
    assert (">人员空缺</span>" in desk.get(f"{PAGE}/posts").text) == active


@pytest.mark.parametrize("active", [True, False])
def test_the_code_of_a_grid_that_is_no_more_may_be_revoked_but_not_given_anew(
    desk: Desk, services: FakeServices, active: bool
):
    services.answer("grids.get_area", an_area(active=active))
    services.answer("grids.get_label", A_LABEL)
    page = desk.sign_in().get(f"{PAGE}/labels/{TOKEN}").text
    assert ">作废</summary>" in page
    assert (">补发新码</summary>" in page, "打印这个码" in page) == (active, active)
    assert ("这个网格已撤销" in page) == (not active)
