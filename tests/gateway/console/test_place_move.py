"""A service place comes into another area: from where to where is seen before it is done."""

import re
from html import unescape
from typing import Any

import pytest

from services.chassis.errors import DeadlinePassed
from tests.gateway.builders import FakeServices
from tests.gateway.console.desk import AREA, CASE, HIDDEN, PERSON, Desk, an_area, hidden
from tests.gateway.console.shown import a_place
from tests.gateway.console.test_places import PLACE, asked

MOVE = f"{PLACE}/move"
TO = f"{MOVE}?area_id={PERSON}"
NAMES = {AREA: "01号微网格", PERSON: "02号微网格", CASE: "第03网格"}
DONE = f"{PLACE}?done=place_moved"


@pytest.fixture
def place(desk: Desk, services: FakeServices) -> Desk:
    """It lies in the first of three areas."""
    told = services.call

    def call(service: str, method: str, body: dict[str, Any], **context: Any) -> Any:
        if method == "get_area" and body["area_id"] in NAMES:
            services.answer("grids.get_area", an_area(id=body["area_id"], name=NAMES[body["area_id"]]))
        elif method == "get_area":
            services.refuse("grids.get_area", "not_found", "AreaUnknown")
        return told(service, method, body, **context)

    services.call = call  # type: ignore[method-assign]
    services.answer("grids.change_place", a_place(area_id=PERSON, version=6))
    return desk.sign_in()


def test_a_place_moves_from_where_it_is_to_the_area_that_was_chosen(place: Desk, services: FakeServices):
    page = place.get(TO)
    assert re.search("<dt>原所属区域</dt><dd>01号微网格 ", page.text)
    assert re.search("<dt>新所属区域</dt><dd><strong>02号微网格</strong>", page.text)
    assert asked(services, "change_place") == []
    done = place.post(MOVE, hidden(page, MOVE))
    assert asked(services, "change_place") == [{"place_id": CASE, "area_id": PERSON, "seen_version": 5}]
    assert done.headers["Location"] == DONE
    assert "已调整所属区域。" in place.get(DONE).text


def test_the_area_of_a_place_is_chosen_by_its_name(place: Desk):
    page = place.get(MOVE).text
    assert f'name="to" value="{MOVE}?area_id="' in page
    assert f'method="post" action="{MOVE}"' not in page


@pytest.mark.parametrize(("role", "offered"), [("district_officer", True), ("volunteer", False)])
def test_a_move_is_offered_to_whoever_may_change_the_place(desk: Desk, role: str, offered: bool):
    assert (f'href="{MOVE}"' in desk.sign_in(role).get(PLACE).text) == offered


def test_a_place_that_is_closed_is_not_moved(place: Desk, services: FakeServices):
    services.answer("grids.get_place", a_place(closed_on="2026-03-01"))
    assert f'href="{MOVE}"' not in place.get(PLACE).text
    page = place.get(TO).text
    assert "阵地已于 2026-03-01 停用" in page
    assert f'action="{MOVE}"' not in page


def test_a_place_is_not_moved_to_where_it_is(place: Desk):
    page = place.get(f"{MOVE}?area_id={AREA}").text
    assert "它现在就在这个区域" in page
    assert ">确认调整</button>" not in page


def test_why_a_place_may_not_come_into_an_area_is_said_beside_it(place: Desk, services: FakeServices):
    said = "区域已撤销"
    fields = [{"field": "area_id", "code": "AreaEnded", "values": {}, "detail": said}]
    services.refuse("grids.change_place", "conflict", "AreaEnded", detail=said, fields=fields)
    told = place.post(MOVE, hidden(place.get(TO), MOVE))
    assert told.status_code == 409
    assert f'id="area-wrong">{said}<' in told.text
    assert hidden(told, MOVE)["area_id"] == PERSON


def test_where_no_such_area_is_known_another_one_is_chosen(place: Desk, services: FakeServices):
    said = "没有这个区域"
    fields = [{"field": "area_id", "code": "AreaUnknown", "values": {}, "detail": said}]
    services.refuse("grids.change_place", "not_found", "AreaUnknown", detail=said, fields=fields)
    unknown = AREA.replace("0", "9")
    told = place.post(MOVE, hidden(place.get(TO), MOVE) | {"area_id": unknown}).text
    assert f'id="area-wrong">{said}<' in told
    assert f'name="to" value="{MOVE}?area_id="' in told


def test_that_somebody_else_moved_a_place_is_said_before_it_is_moved(place: Desk, services: FakeServices):
    form = hidden(place.get(TO), MOVE)
    services.answer("grids.get_place", a_place(area_id=CASE, version=6))
    services.refuse("grids.change_place", "stale", "StaleVersion", values={"current_version": 6})
    told = place.post(MOVE, form)
    assert told.status_code == 412
    assert "<td>01号微网格</td><td>第03网格</td>" in told.text
    assert re.search("<dt>原所属区域</dt><dd>第03网格 ", told.text)
    services.answer("grids.change_place", a_place(area_id=PERSON, version=7))
    place.post(MOVE, hidden(told, MOVE))
    assert asked(services, "change_place")[-1] == {"place_id": CASE, "area_id": PERSON, "seen_version": 6}


def test_where_somebody_else_closed_the_place_it_is_moved_no_more(place: Desk, services: FakeServices):
    form = hidden(place.get(TO), MOVE)
    services.answer("grids.get_place", a_place(closed_on="2026-03-05", version=6))
    services.refuse("grids.change_place", "stale", "StaleVersion", values={"current_version": 6})
    told = place.post(MOVE, form).text
    assert "阵地已于 2026-03-05 停用" in told
    assert f'action="{MOVE}"' not in told


def test_a_move_that_was_refused_is_had_again_in_another_language(place: Desk, services: FakeServices):
    services.refuse("grids.change_place", "conflict", "x")
    form = hidden(place.get(TO), MOVE)
    back = hidden(place.post(MOVE, form), "/console/language")["back"]
    again = hidden(place.get(back), MOVE)
    assert {name: again[name] for name in ("area_id", "seen", "was.area_id")} == {
        "area_id": PERSON, "seen": form["seen"], "was.area_id": AREA,
    }  # fmt: skip


def test_a_move_that_may_be_done_is_sent_again_just_so_in_another_language_too(
    place: Desk, services: FakeServices
):
    form = hidden(place.get(TO), MOVE)
    services.fail("grids.change_place", DeadlinePassed())
    services.answer("grids.get_place", a_place(area_id=PERSON, version=6))
    page = place.post(MOVE, form)
    for language in ("en", "zh_CN"):
        assert {name: said for name, said in hidden(page, MOVE).items() if form[name] != said} == {}
        assert 'class="btn btn-primary" type="submit"' in page.text
        switch = dict(HIDDEN.findall(page.text.partition("<main")[0]))
        carried = {name: unescape(value) for name, value in switch.items() if name != "back"}
        page = place.post(MOVE, carried | {"language": language})
