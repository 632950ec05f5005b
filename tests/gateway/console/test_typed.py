"""What somebody types as a keyboard here gives it is taken, and what is wrong with it is said beside it."""

import re

import pytest

from tests.gateway.builders import FakeServices
from tests.gateway.console.desk import AREA, CASE, Desk, an_area, hidden
from tests.gateway.console.shown import a_place

BUILDINGS = f"/console/areas/{AREA}/buildings/new"
PLACE = f"/console/places/{CASE}/change"
ROW = {"estate": "港云里", "name.0": "1栋", "units.0": "2", "floors.0": "6", "rooms_per_floor.0": "2"}


@pytest.mark.parametrize("typed", ["2-301,2-302", "2－301，2－302", "2—301、２–302", "2——301；2−302"])
def test_rooms_are_told_apart_by_whatever_dash_and_comma_a_keyboard_has(
    desk: Desk, services: FakeServices, typed: str
):
    services.answer("grids.get_area", an_area(kind="community"))
    services.answer("grids.enter_buildings", {"items": []})
    form = hidden(desk.sign_in().get(BUILDINGS), BUILDINGS)
    desk.post(BUILDINGS, form | ROW | {"left_out.0": typed})
    [body] = [call.body for call in services.calls if call.rpc == "grids.enter_buildings"]
    assert body["buildings"][0]["left_out"] == ["2-301", "2-302"]


def test_a_room_that_is_wrong_is_marked_where_it_was_typed(desk: Desk, services: FakeServices):
    services.answer("grids.get_area", an_area(kind="community"))
    wrong = {"field": "buildings.0.left_out.1", "code": "RoomUnknown", "values": {}, "detail": "没有这个房号"}
    services.refuse("grids.enter_buildings", "invalid", "FieldsInvalid", fields=[wrong])
    form = hidden(desk.sign_in().get(BUILDINGS), BUILDINGS)
    told = desk.post(BUILDINGS, form | ROW | {"left_out.0": "2-301 abc"}).text
    assert 'id="left_out-wrong-0">没有这个房号<' in told
    assert 'aria-describedby="left_out-wrong-0"' in told


@pytest.mark.parametrize("typed", [("00:00", "24:00"), ("0：00", "24：00")])
def test_a_place_is_open_all_day_until_the_day_ends(
    desk: Desk, services: FakeServices, typed: tuple[str, str]
):
    services.answer("grids.change_place", a_place())
    page = desk.sign_in().get(PLACE)
    [closes] = re.findall(r'<input [^>]*name="closes.4"[^>]*>', page.text)
    assert "type=" not in closes
    [shape] = re.findall(r'pattern="([^"]+)"', closes)
    assert all(re.fullmatch(shape, each) for each in (*typed, "08:30", "8：30"))
    assert not any(re.fullmatch(shape, each) for each in ("24:01", "08:60", "0830"))
    desk.post(PLACE, hidden(page, PLACE) | {"opens.4": typed[0], "closes.4": typed[1], "name": "幸福食堂"})
    [body] = [call.body for call in services.calls if call.rpc == "grids.change_place"]
    assert body["hours"] == [{"weekday": 4, "opens": "00:00", "closes": "24:00"}]


def test_which_box_opens_and_which_closes_is_to_be_seen(desk: Desk):
    page = desk.sign_in().get(PLACE).text
    assert re.search(r">开放</div>\s*<div[^>]*>关闭</div>", page)
