"""Where a service place is: typed as a map shows it, shown as it is kept."""

import json
import re
from html import unescape
from typing import Any

import pytest

from gateway.contracts import SERVICES
from tests.gateway.builders import FakeServices
from tests.gateway.console.desk import AREA, Desk, hidden
from tests.gateway.console.shown import a_place
from tests.gateway.console.test_changed_places import changed
from tests.gateway.console.test_places import NEW, PLACE, asked

CHANGE = f"{PLACE}/change"
THERE = {"lon": "104.1009139", "lat": "30.6723916"}
KEPT = {"name": "幸福食堂", "follows_calendar": "yes", "datum": "WGS84"} | THERE


@pytest.fixture
def place(desk: Desk, services: FakeServices) -> Desk:
    services.answer("grids.get_place", a_place(position=THERE))
    services.answer("grids.change_place", a_place(position=THERE, version=6))
    return desk.sign_in()


def entered(desk: Desk, **typed: str) -> Any:
    form = hidden(desk.sign_in().get(f"{NEW}?area_id={AREA}"), NEW)
    return desk.post(NEW, form | {"name": "幸福食堂", "kind": "canteen", "opened_on": "2026-03-05"} | typed)


def change(desk: Desk, **typed: str) -> Any:
    return desk.post(CHANGE, hidden(desk.get(CHANGE), CHANGE) | KEPT | typed)


def wrong(field: str, detail: str, code: str = "x") -> dict[str, Any]:
    return {"field": field, "code": code, "values": {}, "detail": detail}


def inputs(page: str) -> dict[str, str]:
    """Each field of a number, as it stands in the page."""
    return {name: re.findall(rf'<input [^>]*name="{name}"[^>]*>', page)[0] for name in ("lon", "lat")}


def test_a_place_is_entered_where_a_map_shows_it_in_the_datum_of_that_map(desk: Desk, services: FakeServices):
    services.answer("grids.enter_places", {"items": []})
    entered(desk, lon=" 104.1034567", lat="30.67", datum="GCJ02")
    [new] = asked(services, "enter_places")[0]["places"]
    assert new["position"] == {"lon": "104.1034567", "lat": "30.67", "datum": "GCJ02"}


def test_a_place_whose_position_nobody_knows_is_entered_without_one(desk: Desk, services: FakeServices):
    services.answer("grids.enter_places", {"items": []})
    entered(desk, lon="", lat=" ", datum="GCJ02")
    [new] = asked(services, "enter_places")[0]["places"]
    assert "position" not in new


def test_a_number_is_taken_in_whatever_width_it_was_typed(desk: Desk, services: FakeServices):
    services.answer("grids.enter_places", {"items": []})
    entered(desk, lon="１０４．１", lat="30.67")
    [new] = asked(services, "enter_places")[0]["places"]
    assert new["position"] == {"lon": "104.1", "lat": "30.67", "datum": "WGS84"}


def test_a_place_shows_where_it_is(place: Desk, services: FakeServices):
    assert "经度 104.1009139，纬度 30.6723916（WGS-84）" in place.get(PLACE).text
    services.answer("grids.get_place", a_place())
    assert re.search(r"<dt>位置</dt><dd[^>]*>—<", place.get(PLACE).text)


def test_where_a_place_is_stands_in_its_form_as_it_is_kept(place: Desk):
    page = place.get(CHANGE).text
    found = inputs(page)
    assert [f'value="{THERE[name]}"' in found[name] for name in THERE] == [True, True]
    assert '<option value="WGS84" selected>' in page


def test_every_datum_that_a_position_may_be_said_in_is_offered(place: Desk):
    [select] = re.findall(r'<select [^>]*name="datum".*?</select>', place.get(CHANGE).text, re.DOTALL)
    given = json.loads((SERVICES / "grids" / "contract.json").read_text())["schemas"]["places.GivenPosition"]
    assert re.findall(r'value="([^"]+)"', select) == given["properties"]["datum"]["enum"]


def test_where_a_place_is_stays_when_something_else_of_it_changes(place: Desk, services: FakeServices):
    change(place, name="幸福书屋")
    assert changed(services) == {"name": "幸福书屋"}


def test_of_a_position_both_numbers_are_sent_where_one_was_touched(place: Desk, services: FakeServices):
    change(place, lat="30.68")
    assert changed(services) == {"position": {"lon": THERE["lon"], "lat": "30.68", "datum": "WGS84"}}


def test_the_same_numbers_in_another_datum_are_another_place(place: Desk, services: FakeServices):
    change(place, datum="GCJ02")
    assert changed(services) == {"position": THERE | {"datum": "GCJ02"}}


def test_a_position_is_taken_away_by_two_empty_fields(place: Desk, services: FakeServices):
    change(place, lon="", lat="")
    assert changed(services) == {"position": None}


def test_a_datum_without_numbers_says_nothing(place: Desk, services: FakeServices):
    services.answer("grids.get_place", a_place())
    change(place, lon="", lat="", datum="GCJ02", name="幸福书屋")
    assert changed(services) == {"name": "幸福书屋"}


@pytest.mark.parametrize(("empty", "filled"), [("lon", "lat"), ("lat", "lon")])
def test_one_number_alone_is_refused_beside_the_other(
    place: Desk, services: FakeServices, empty: str, filled: str
):
    missing = [wrong(f"position.{empty}", "必填", "required")]
    services.refuse("grids.change_place", "invalid", "FieldsInvalid", fields=missing)
    told = change(place, **{empty: ""}).text
    assert changed(services) == {"position": {filled: THERE[filled], "datum": "WGS84"}}
    assert told.count(">请填写。<") == 1
    assert f'id="{empty}-wrong">请填写。<' in told
    assert f'aria-describedby="{empty}-wrong"' in inputs(told)[empty]
    assert "aria-invalid" not in inputs(told)[filled]


def test_what_is_wrong_with_the_position_of_a_new_place_is_said_beside_it_and_stays_as_typed(
    desk: Desk, services: FakeServices
):
    fields = [wrong("places.0.position.lon", "不是度数"), wrong("places.0.position.lat", "太北")]
    services.refuse("grids.enter_places", "invalid", "FieldsInvalid", fields=fields)
    told = entered(desk, lon="东经", lat="95", datum="GCJ02").text
    for name, said, typed in (("lon", "不是度数", "东经"), ("lat", "太北", "95")):
        assert told.count(f">{said}<") == 1
        assert f'id="{name}-wrong">{said}<' in told
        assert f'value="{typed}"' in inputs(told)[name]
    assert '<option value="GCJ02" selected>' in told


@pytest.mark.parametrize("page", [NEW, CHANGE])
def test_a_position_that_is_nowhere_here_is_said_once_and_marks_both_numbers(
    place: Desk, services: FakeServices, page: str
):
    said, is_new = "位置在中国范围之外", page == NEW
    rpc, field = ("enter_places", "places.0.position") if is_new else ("change_place", "position")
    fields = [wrong(field, said)]
    services.refuse(f"grids.{rpc}", "invalid", "PositionNotInChina", detail=said, fields=fields)
    told = (entered if is_new else change)(place, lon="30.67", lat="104.1").text
    assert told.count(said) == 1
    assert f'id="position-wrong">{said}<' in told
    assert all('aria-describedby="position-wrong"' in each for each in inputs(told).values())


@pytest.mark.parametrize(
    ("typed", "stands"),
    [
        ({}, {"lon": "104.2", "lat": "30.7", "datum": "WGS84"}),
        ({"lat": "30.68"}, {"lon": THERE["lon"], "lat": "30.68", "datum": "WGS84"}),
        ({"datum": "GCJ02"}, THERE | {"datum": "GCJ02"}),
    ],
)
def test_a_position_that_somebody_else_changed_is_shown_and_never_mixed_with_what_was_typed(
    place: Desk, services: FakeServices, typed: dict[str, str], stands: dict[str, str]
):
    form = hidden(place.get(CHANGE), CHANGE) | KEPT | {"name": "幸福书屋"} | typed
    theirs = {"lon": "104.2", "lat": "30.7"}
    services.answer("grids.get_place", a_place(position=theirs, version=6))
    services.refuse("grids.change_place", "stale", "StaleVersion", values={"current_version": 6})
    told = place.post(CHANGE, form)
    for name, label in (("lon", "经度"), ("lat", "纬度")):
        assert f">{label}</th><td>{THERE[name]}</td><td>{theirs[name]}</td>" in told.text
        assert f'value="{stands[name]}"' in inputs(told.text)[name]
    assert f'<option value="{stands["datum"]}" selected>' in told.text
    services.answer("grids.change_place", a_place(version=7))
    place.post(CHANGE, hidden(told, CHANGE) | KEPT | {"name": "幸福书屋"} | stands)
    assert changed(services).get("position") == (stands if typed else None)


def test_a_position_that_was_typed_goes_on_in_another_language_and_in_another_area(
    desk: Desk, services: FakeServices
):
    services.refuse("grids.enter_places", "conflict", "x")
    told = entered(desk, lon="104.1", lat="30.67", datum="GCJ02")
    [elsewhere] = re.findall(rf'href="({NEW}\?[^"]*)"', told.text)
    [to] = re.findall(r'name="to" value="([^"]*area_id=)"', desk.get(unescape(elsewhere)).text)
    for address in (hidden(told, "/console/language")["back"], f"{unescape(to)}{AREA}"):
        shown = desk.get(address).text
        assert 'value="104.1"' in inputs(shown)["lon"]
        assert 'value="30.67"' in inputs(shown)["lat"]
        assert '<option value="GCJ02" selected>' in shown


def test_a_position_that_was_emptied_stays_so_in_another_language(place: Desk, services: FakeServices):
    services.refuse("grids.change_place", "conflict", "x")
    told = change(place, lon="", lat="")
    shown = place.get(hidden(told, "/console/language")["back"])
    assert all('value=""' in each for each in inputs(shown.text).values())
    services.answer("grids.change_place", a_place(version=6))
    place.post(CHANGE, hidden(shown, CHANGE) | KEPT | {"lon": "", "lat": ""})
    assert changed(services) == {"position": None}
