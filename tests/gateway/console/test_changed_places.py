"""A service place is changed: what was touched is sent, and what somebody else changed is seen."""

import re
from typing import Any

import pytest

from tests.gateway.builders import FakeServices
from tests.gateway.console.desk import AREA, CASE, Desk, an_area, hidden
from tests.gateway.console.shown import a_place
from tests.gateway.console.test_places import PLACE, REUSE, asked

CHANGE = f"{PLACE}/change"
MONDAY, TUESDAY = (
    [
        {"weekday": day, "opens": "09:00", "closes": "12:00"},
        {"weekday": day, "opens": "14:00", "closes": "17:00"},
    ]
    for day in (1, 2)
)
WEEK = {
    f"{word}.{name}": at
    for day in (1, 2)
    for name, at_opens, at_closes in ((f"{day}", "09:00", "12:00"), (f"{day}.2", "14:00", "17:00"))
    for word, at in (("opens", at_opens), ("closes", at_closes))
}
SEEN: dict[str, Any] = {
    "hours": [*MONDAY, *TUESDAY], "capacity": 40, "area_m2": "86.50", "address": "港云路1号"
}  # fmt: skip
TYPED = WEEK | {
    "name": "幸福食堂", "capacity": "40", "area_m2": "86.50", "address": "港云路1号",
    "follows_calendar": "yes",
}  # fmt: skip


FORESEEN: dict[str, Any] = {
    "kind": "abolished", "effective_on": "2026-03-05", "ended_ids": [], "posts": 0, "codes": 0, "parts": [],
    "posts_go_on": 0, "posts_end": 0, "cases_reassigned": 0,
    "shape": "stays", "without_shape": [],
}  # fmt: skip


@pytest.fixture
def place(desk: Desk, services: FakeServices) -> Desk:
    services.answer("grids.get_place", a_place(**SEEN))
    services.answer("grids.change_place", a_place(version=6))
    return desk.sign_in()


def changed(services: FakeServices) -> dict[str, Any]:
    body = asked(services, "change_place")[-1]
    return {name: said for name, said in body.items() if name not in ("place_id", "seen_version")}


def test_of_a_place_what_was_touched_is_sent_and_nothing_else(place: Desk, services: FakeServices):
    page = place.get(CHANGE)
    assert 'name="capacity" value="40"' in page.text
    touched = {"name": "幸福长者食堂", "capacity": "50", "mobile": "yes"}
    done = place.post(CHANGE, hidden(page, CHANGE) | TYPED | touched)
    [body] = asked(services, "change_place")
    assert body == {
        "place_id": CASE, "name": "幸福长者食堂", "capacity": 50, "mobile": True, "seen_version": 5,
    }  # fmt: skip
    assert done.headers["Location"] == f"{PLACE}?done=place_changed"


def test_other_hours_of_one_day_leave_all_other_spans_of_the_week(place: Desk, services: FakeServices):
    page = place.get(CHANGE)
    assert 'name="opens.1.2" value="14:00"' in page.text
    place.post(CHANGE, hidden(page, CHANGE) | TYPED | {"opens.1": "08:30"})
    assert changed(services) == {"hours": [MONDAY[0] | {"opens": "08:30"}, MONDAY[1], *TUESDAY]}


def test_a_day_loses_a_span_that_was_emptied_and_gets_one_that_was_filled_in(
    place: Desk, services: FakeServices
):
    touched = {"opens.1": "", "closes.1": "", "opens.6": "10:00", "closes.6": "12:00"}
    place.post(CHANGE, hidden(place.get(CHANGE), CHANGE) | TYPED | touched)
    saturday = {"weekday": 6, "opens": "10:00", "closes": "12:00"}
    assert changed(services) == {"hours": [MONDAY[1], *TUESDAY, saturday]}


def test_the_end_of_a_day_is_a_time_that_a_browser_keeps(place: Desk, services: FakeServices):
    services.answer("grids.get_place", a_place(hours=[MONDAY[0] | {"closes": "24:00"}]))
    [closes] = re.findall(r'<input [^>]*name="closes.1"[^>]*>', place.get(CHANGE).text)
    assert 'value="24:00"' in closes
    assert "type=" not in closes  # a text, for a time of day ends at 23:59


def test_a_change_that_is_refused_keeps_what_was_typed(place: Desk, services: FakeServices):
    wrong = [{"field": "capacity", "code": "x", "values": {}, "detail": "不是数字"}]
    services.refuse("grids.change_place", "invalid", "FieldsInvalid", fields=wrong)
    told = place.post(
        CHANGE, hidden(place.get(CHANGE), CHANGE) | TYPED | {"capacity": "很多", "opens.1.2": ""}
    )
    assert 'id="capacity-wrong">不是数字<' in told.text
    assert 'name="capacity" value="很多"' in told.text
    assert 'name="opens.1.2" value=""' in told.text
    assert 'name="was.opens.1.2" value="14:00"' in told.text


def test_what_somebody_else_changed_is_shown_and_stays_where_it_was_not_touched(
    place: Desk, services: FakeServices
):
    form = hidden(place.get(CHANGE), CHANGE) | TYPED | {"capacity": "50", "opens.1": "08:30"}
    theirs = {"name": "幸福书屋", "capacity": 60, "follows_calendar": False, "hours": [*MONDAY, TUESDAY[0]]}
    services.answer("grids.get_place", a_place(**SEEN | theirs, version=6))
    services.refuse("grids.change_place", "stale", "StaleVersion", values={"current_version": 6})
    told = place.post(CHANGE, form)
    assert told.status_code == 412
    for row in ("<td>幸福食堂</td><td>幸福书屋</td>", "<td>40</td><td>60</td>", "<td>是</td><td>否</td>"):
        assert row in told.text
    assert "<td>09:00–12:00 14:00–17:00</td><td>09:00–12:00</td>" in told.text
    assert "港云路1号</td>" not in told.text
    assert 'name="name" value="幸福书屋"' in told.text
    assert 'name="capacity" value="50"' in told.text
    services.answer("grids.change_place", a_place(version=7))
    mine = TYPED | {"name": "幸福书屋", "capacity": "50", "opens.1": "08:30", "follows_calendar": ""}
    del mine["opens.2.2"], mine["closes.2.2"]
    place.post(CHANGE, hidden(told, CHANGE) | mine)
    assert asked(services, "change_place")[-1]["seen_version"] == 6
    assert changed(services) == {
        "capacity": 50, "hours": [MONDAY[0] | {"opens": "08:30"}, MONDAY[1], TUESDAY[0]],
    }  # fmt: skip


def test_a_form_that_was_refused_stands_on_what_it_was_made_from(place: Desk, services: FakeServices):
    form = hidden(place.get(CHANGE), CHANGE) | TYPED | {"name": "幸福书屋"}
    services.answer("grids.get_place", a_place(name="长者之家", version=6))
    services.refuse("grids.change_place", "invalid", "FieldsInvalid")
    again = hidden(place.post(CHANGE, form), CHANGE)
    assert (again["seen"], again["was.name"]) == (form["seen"], "幸福食堂")


@pytest.mark.parametrize("field", ["capacity", "area_m2"])
def test_a_size_or_a_capacity_is_taken_away_by_an_empty_field(
    place: Desk, services: FakeServices, field: str
):
    place.post(CHANGE, hidden(place.get(CHANGE), CHANGE) | TYPED | {field: ""})
    assert changed(services) == {field: None}


def test_a_break_at_noon_is_entered_where_there_was_none(place: Desk, services: FakeServices):
    services.answer("grids.get_place", a_place(**SEEN | {"hours": [MONDAY[0] | {"closes": "17:00"}]}))
    page = place.get(CHANGE)
    assert 'name="opens.1.2" value=""' in page.text
    assert 'name="opens.6.2" value=""' in page.text
    other = {"opens.2": "", "closes.2": "", "opens.2.2": "", "closes.2.2": ""}
    place.post(CHANGE, hidden(page, CHANGE) | TYPED | other)
    assert changed(services) == {"hours": MONDAY}


def test_in_the_other_language_a_change_goes_on_with_what_was_typed_and_emptied(
    place: Desk, services: FakeServices
):
    services.refuse("grids.change_place", "conflict", "x")
    typed = TYPED | {"name": "幸福书屋", "address": "", "capacity": "很多", "opens.1.2": "", "closes.1.2": ""}
    told = place.post(CHANGE, hidden(place.get(CHANGE), CHANGE) | typed)
    services.answer("grids.get_place", a_place(**SEEN | {"area_m2": "90.00"}, version=6))
    shown = place.get(hidden(told, "/console/language")["back"])
    for field in ('"name" value="幸福书屋"', '"address" value=""', '"capacity" value="很多"'):
        assert f"name={field}" in shown.text
    again = hidden(shown, CHANGE)
    assert (again["was.area_m2"], again["seen"]) == ("86.50", hidden(told, CHANGE)["seen"])
    services.answer("grids.change_place", a_place(version=7))
    place.post(CHANGE, again | typed | {"capacity": "50"})
    assert changed(services) == {
        "name": "幸福书屋", "address": "", "capacity": 50, "hours": [MONDAY[0], *TUESDAY],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("page", "field"),
    [
        (PLACE, "on"),
        (f"{PLACE}/reuse", "on"),
        (f"/console/places/new?area_id={AREA}", "opened_on"),
        (f"/console/areas/{AREA}/split", "effective_on"),
        (f"/console/areas/{AREA}/merge?source={CASE}", "effective_on"),
        (f"/console/areas/{AREA}/abolish?nobody=yes", "effective_on"),
    ],
)
def test_days_ahead_are_not_offered_where_none_is_taken(
    place: Desk, services: FakeServices, page: str, field: str
):
    services.answer("grids.get_area", an_area(kind="base"))
    for rpc in ("grids.preview_abolition", "members.foresee_people"):
        services.answer(rpc, FORESEEN)
    [day] = re.findall(rf'<input [^>]*name="{field}"[^>]*>', place.get(page).text)
    assert 'max="2026-03-05"' in day


def test_places_that_have_ended_stay_listed_whichever_area_is_chosen(place: Desk, services: FakeServices):
    services.answer("grids.list_places", {"items": [], "next": None})
    page = place.get(f"/console/places?area_id={AREA}&closed=yes").text
    assert 'href="/console/places?kind=&open=&closed=yes"' in page
    assert 'name="to" value="/console/places?kind=&amp;open=&amp;closed=yes&amp;area_id="' in page


@pytest.mark.parametrize(("began", "offered"), [("2026-03-05", False), ("2026-03-04", True)])
def test_a_place_is_not_ended_on_the_day_that_it_was_opened(
    desk: Desk, services: FakeServices, began: str, offered: bool
):
    use = {"kind": "canteen", "name": "幸福食堂", "valid_from": began, "valid_to": None}
    services.answer("grids.get_place", a_place(uses=[use]))
    for page, path in ((PLACE, f"{PLACE}/close"), (REUSE, REUSE)):
        shown = desk.sign_in().get(page).text
        assert (f'action="{path}"' in shown) == offered
        assert ("2026-03-06" in shown) != offered
