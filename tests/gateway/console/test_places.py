"""Service places and QR labels: lists, pages, entry, and sheets to print."""

import re
from html import unescape
from typing import Any

import pytest

from tests.gateway.builders import FakeServices
from tests.gateway.console.desk import AREA, CASE, Desk, a_building, an_area, hidden
from tests.gateway.console.shown import KINDS, a_place

PLACES, PLACE = "/console/places", f"/console/places/{CASE}"
NEW, CLOSE = f"{PLACES}/new", f"{PLACE}/close"
REUSE = f"{PLACE}/reuse"
LABELS = f"/console/areas/{AREA}/labels"
A_LABEL = {
    "token": "A" * 22 + "ZDdrMm05", "kind": "unit", "target_id": CASE, "unit": 2, "name": "3栋",
    "estate": "港云里", "version": 1,
}  # fmt: skip


def asked(services: FakeServices, rpc: str) -> list[dict[str, Any]]:
    return [call.body for call in services.calls if call.rpc == f"grids.{rpc}"]


def test_places_are_found_by_area_kind_and_what_is_open_now(desk: Desk, services: FakeServices):
    services.answer("grids.list_places", {"items": [a_place()], "next": None})
    page = desk.sign_in().get(f"{PLACES}?area_id={AREA}&kind=canteen&open=yes").text
    [query] = asked(services, "list_places")
    assert query == {"area_id": AREA, "kind": "canteen", "open_now": True, "limit": 30}
    assert "幸福食堂" in page
    assert "长者食堂" in page
    assert ">开放中</span>" in page


def test_a_place_shows_its_week_and_who_is_on_duty(desk: Desk, services: FakeServices):
    duty = {
        "role": "护士", "staff_id": None, "weekdays": [4], "starts": "08:30", "ends": "17:30",
        "follows_calendar": True,
    }  # fmt: skip
    hours = [
        {"weekday": 4, "opens": "08:30", "closes": "12:00"},
        {"weekday": 4, "opens": "14:00", "closes": "17:30"},
    ]
    services.answer("grids.get_place", a_place(hours=hours, duties=[duty], on_duty=[duty]))
    page = desk.sign_in().get(PLACE).text
    assert "<dt>周四</dt>" in page
    assert "08:30–12:00 14:00–17:30" in page
    assert ">正在值班</span>" in page


def test_a_place_is_entered_with_the_hours_of_the_days_that_it_is_open(desk: Desk, services: FakeServices):
    services.answer("grids.enter_places", {"items": []})
    form = hidden(desk.sign_in().get(f"{NEW}?area_id={AREA}"), NEW)
    typed = {
        "name": "幸福食堂", "kind": "canteen", "opened_on": "2026-03-05", "capacity": "40", "address": "",
        "opens.1": "08:30", "closes.1": "17:00", "opens.6": "", "closes.6": "", "follows_calendar": "yes",
    }  # fmt: skip
    done = desk.post(NEW, form | typed)
    [place] = asked(services, "enter_places")[0]["places"]
    assert {name: value for name, value in place.items() if name != "id"} == {
        "area_id": AREA, "name": "幸福食堂", "kind": "canteen", "opened_on": "2026-03-05", "capacity": 40,
        "mobile": False, "follows_calendar": True,
        "hours": [{"weekday": 1, "opens": "08:30", "closes": "17:00"}],
    }  # fmt: skip
    assert done.headers["Location"] == f"{PLACES}/{place['id']}?done=place_entered"


def test_a_new_place_follows_the_holidays_until_it_is_said_not_to(desk: Desk, services: FakeServices):
    services.refuse("grids.enter_places", "conflict", "x")
    page = desk.sign_in().get(f"{NEW}?area_id={AREA}")
    assert 'name="follows_calendar" value="yes" checked' in page.text
    told = desk.post(NEW, hidden(page, NEW) | {"name": "幸福食堂"})
    assert 'name="follows_calendar" value="yes" checked' not in told.text
    [place] = asked(services, "enter_places")[0]["places"]
    assert place["follows_calendar"] is False


def test_a_place_that_is_entered_goes_on_in_another_language_and_in_another_area(
    desk: Desk, services: FakeServices
):
    services.refuse("grids.enter_places", "conflict", "x")
    typed = {"name": "幸福食堂", "kind": "canteen", "opens.1.2": "14:00", "opened_on": "2026-02-01"}
    told = desk.post(NEW, hidden(desk.sign_in().get(f"{NEW}?area_id={AREA}"), NEW) | typed)
    [elsewhere] = re.findall(rf'href="({NEW}\?[^"]*)"', told.text)
    chooser = desk.get(unescape(elsewhere)).text
    [to] = re.findall(r'name="to" value="([^"]*area_id=)"', chooser)
    for address in (hidden(told, "/console/language")["back"], f"{unescape(to)}{AREA}"):
        shown = desk.get(address).text
        assert all(f'value="{said}"' in shown for said in ("幸福食堂", "14:00", "2026-02-01", AREA))
        assert '<option value="canteen" selected>' in shown
        assert 'name="follows_calendar" value="yes" checked' not in shown


def test_another_use_goes_on_in_another_language(desk: Desk, services: FakeServices):
    services.refuse("grids.reuse_place", "conflict", "x")
    typed = {"kind": "canteen", "name": "幸福书屋", "on": "2026-02-01"}
    told = desk.post(REUSE, hidden(desk.sign_in().get(REUSE), REUSE) | typed)
    shown = desk.get(hidden(told, "/console/language")["back"]).text
    assert all(f'value="{said}"' in shown for said in ("幸福书屋", "2026-02-01"))


def test_a_kind_that_left_the_list_is_still_called_by_its_name(desk: Desk, services: FakeServices):
    hut = {"key": "testing_hut", "name_zh": "核酸采样小屋", "name_en": "Testing hut", "may_be_mobile": False}
    first = KINDS | {"number": 1, "kinds": [hut]}
    services.answer("grids.get_place_kinds", {"version": 1, "editions": [first, KINDS]})
    services.answer("grids.get_place", a_place(kind="testing_hut"))
    assert "核酸采样小屋" in desk.sign_in().get(PLACE).text
    assert "核酸采样小屋" not in desk.get(f"{NEW}?area_id={AREA}").text


def test_what_is_wrong_with_a_place_is_said_beside_it_and_nothing_typed_is_lost(
    desk: Desk, services: FakeServices
):
    wrong = [
        {"field": "places.0.capacity", "code": "x", "values": {}, "detail": "不是数字"},
        {"field": "places.0.hours.0.closes", "code": "x", "values": {}, "detail": "必须填写"},
    ]
    services.refuse("grids.enter_places", "invalid", "FieldsInvalid", fields=wrong)
    form = hidden(desk.sign_in().get(f"{NEW}?area_id={AREA}"), NEW)
    told = desk.post(NEW, form | {"name": "幸福食堂", "capacity": "很多", "opens.1": "08:30"})
    assert 'id="capacity-wrong">不是数字<' in told.text
    assert 'id="hours-wrong">必须填写<' in told.text
    assert 'name="capacity" value="很多"' in told.text
    assert 'name="opens.1" value="08:30"' in told.text


def test_a_place_is_closed_from_the_version_that_was_read(desk: Desk, services: FakeServices):
    services.answer("grids.close_place", a_place(version=6))
    done = desk.post(CLOSE, hidden(desk.sign_in().get(PLACE), CLOSE) | {"on": "2026-03-05"})
    [body] = asked(services, "close_place")
    assert body == {"place_id": CASE, "on": "2026-03-05", "seen_version": 5}
    assert done.headers["Location"] == f"{PLACE}?done=place_closed"


def test_labels_are_made_for_grids_buildings_and_units_in_parts(desk: Desk, services: FakeServices):
    services.answer("grids.get_area", an_area(kind="community"))
    services.answer("grids.list_labels", {"items": [A_LABEL], "next": None})
    services.answer("grids.list_buildings", {"items": [a_building(units=2)], "next": None})
    below = [an_area(kind="community"), an_area(id=CASE, kind="micro"), an_area(kind="micro", active=False)]
    services.answer("grids.list_subtree", {"items": below, "next": None})
    services.answer("grids.make_labels", {"items": []})
    page = desk.sign_in().get(LABELS)
    assert "港云里 3栋" in page.text
    done = desk.post(LABELS, hidden(page, LABELS) | {"what": ["grids", "buildings", "units"]})
    [body] = asked(services, "make_labels")
    assert [(each["kind"], each.get("unit")) for each in body["targets"]] == [
        ("area", None), ("building", None), ("unit", 1), ("unit", 2),
    ]  # fmt: skip
    assert done.headers["Location"] == f"{LABELS}?done=labels_made"


def test_a_sheet_to_print_is_a_page_of_its_own(desk: Desk, services: FakeServices):
    services.answer("grids.list_labels", {"items": [A_LABEL], "next": None})
    sheet = desk.sign_in().get(f"{LABELS}/sheet")
    assert sheet.mimetype == "text/html"
    assert "<svg" in sheet.text
    assert "港云里" in sheet.text
    assert "Link" not in sheet.headers
    assert "script-src" not in sheet.headers["Content-Security-Policy"]


def test_a_sheet_that_is_refused_is_a_page_that_says_so(desk: Desk, services: FakeServices):
    services.refuse("grids.list_labels", "not_found", "AreaUnknown", detail="没有这个区域")
    told = desk.sign_in().get(f"{LABELS}/sheet")
    assert told.status_code == 404
    assert "没有这个区域" in told.text


def test_a_place_gets_another_use_from_a_day_on(desk: Desk, services: FakeServices):
    services.answer("grids.reuse_place", a_place(version=6))
    form = hidden(desk.sign_in().get(REUSE), REUSE)
    done = desk.post(REUSE, form | {"kind": "canteen", "name": "幸福书屋", "on": "2026-03-05"})
    [body] = asked(services, "reuse_place")
    assert body == {
        "place_id": CASE, "kind": "canteen", "name": "幸福书屋", "on": "2026-03-05", "seen_version": 5,
    }  # fmt: skip
    assert done.headers["Location"] == f"{PLACE}?done=place_reused"


def test_a_use_that_begins_too_early_is_refused_beside_its_day(desk: Desk, services: FakeServices):
    wrong = [{"field": "on", "code": "x", "values": {}, "detail": "太早"}]
    services.refuse("grids.reuse_place", "invalid", "TooEarly", fields=wrong)
    form = hidden(desk.sign_in().get(REUSE), REUSE)
    told = desk.post(REUSE, form | {"kind": "canteen", "name": "幸福书屋", "on": "2020-03-05"})
    assert 'id="on-wrong">太早<' in told.text
    assert 'value="幸福书屋"' in told.text


def test_labels_for_nothing_are_not_made(desk: Desk, services: FakeServices):
    services.answer("grids.list_labels", {"items": [], "next": None})
    told = desk.post(LABELS, hidden(desk.sign_in().get(LABELS), LABELS))
    assert told.status_code == 422
    assert 'id="what-wrong">请先勾选。<' in told.text
    assert asked(services, "make_labels") == []


@pytest.mark.parametrize(("how", "rpc"), [("replace", "replace_label"), ("revoke", "revoke_label")])
def test_a_label_is_replaced_or_revoked_from_the_version_that_was_seen(
    desk: Desk, services: FakeServices, how: str, rpc: str
):
    shown = {name: A_LABEL[name] for name in ("token", "kind", "target_id", "unit")} | {
        "made_at": "2026-03-05T08:30:00+00:00", "revoked_at": None, "version": 2,
    }  # fmt: skip
    services.answer("grids.get_label", shown)
    services.answer("grids.list_labels", {"items": [A_LABEL], "next": None})
    now = {"token": "B" * 22 + "ZDdrMm05", "version": 1} if how == "replace" else {"version": 3}
    services.answer(f"grids.{rpc}", shown | now)
    place = f"{LABELS}/{A_LABEL['token']}"
    assert f'href="{place}"' in desk.sign_in().get(LABELS).text
    page = desk.get(place)
    asks = rf'<details class="sure mb-2">\s*<summary[^>]*>[^<]*</summary>\s*<form[^>]*/{how}"'
    assert re.search(asks, page.text) is not None
    done = desk.post(f"{place}/{how}", hidden(page, f"{place}/{how}"))
    assert asked(services, rpc) == [{"token": A_LABEL["token"], "seen_version": 2}]
    stands = f"{LABELS}/{(shown | now)['token']}"
    assert done.headers["Location"] == f"{stands}?done=label_{how}d"


def test_one_label_is_printed_by_itself(desk: Desk, services: FakeServices):
    shown = {name: A_LABEL[name] for name in ("token", "kind", "target_id", "unit")} | {
        "made_at": "2026-03-05T08:30:00+00:00", "revoked_at": None, "version": 2,
    }  # fmt: skip
    services.answer("grids.get_label", shown)
    place = f"{LABELS}/{A_LABEL['token']}"
    assert f'href="{place}/print"' in desk.sign_in().get(place).text
    image = desk.get(f"{place}/image")
    assert image.mimetype == "image/png"
    assert "Content-Disposition" not in image.headers


def test_a_label_that_is_revoked_already_is_offered_no_more(desk: Desk, services: FakeServices):
    moment = "2026-03-05T08:30:00+00:00"
    shown = {name: A_LABEL[name] for name in ("token", "kind", "target_id", "unit")} | {
        "made_at": moment, "revoked_at": moment, "version": 2,
    }  # fmt: skip
    services.answer("grids.get_label", shown)
    page = desk.sign_in().get(f"{LABELS}/{A_LABEL['token']}").text
    assert "作废时间" in page
    assert "/revoke" not in page
