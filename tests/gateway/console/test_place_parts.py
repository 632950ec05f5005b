"""What a service place has several of is filled in by tables, and each is sent whole."""

from typing import Any

import pytest

from tests.gateway.builders import FakeServices
from tests.gateway.console.desk import CASE, PERSON, Desk, an_area, hidden
from tests.gateway.console.shown import a_place, an_appointment
from tests.gateway.console.shown_forms import fields_of
from tests.gateway.console.test_places import PLACE, asked

A_DUTY: dict[str, Any] = {
    "role": "护士", "staff_id": PERSON, "weekdays": [1, 4], "starts": "08:30", "ends": "12:00",
    "follows_calendar": True,
}  # fmt: skip
AN_OPERATOR = {
    "name": "幸福餐饮", "organisation_id": CASE, "valid_from": "2026-01-01", "valid_to": None,
}  # fmt: skip
A_DAY = {"day": "2026-10-01", "spans": [{"opens": "09:00", "closes": "12:00"}]}
PARTS: list[tuple[str, dict[str, Any], dict[str, str], list[Any]]] = [
    (
        "exceptions",
        {"exceptions": [A_DAY]},
        {"day.1": "2026-10-01", "opens.1": "14：00", "closes.1": "17:00", "day.2": "2026-10-02"},
        [
            {"day": "2026-10-01", "spans": [*A_DAY["spans"], {"opens": "14:00", "closes": "17:00"}]},
            {"day": "2026-10-02", "spans": []},
        ],
    ),
    (
        "duties",
        {"duties": [A_DUTY]},
        {
            "role.1": "社工",
            "day_6.1": "yes",
            "starts.1": "9:00",
            "ends.1": "17:00",
            "on_holidays.1": "yes",
        },
        [
            A_DUTY,
            {"role": "社工", "weekdays": [6], "starts": "09:00", "ends": "17:00", "follows_calendar": False},
        ],
    ),
    (
        "zones",
        {"zones": [{"name": "阅览区", "area_m2": "30.5"}]},
        {"name.1": "棋牌区", "area_m2.1": "20"},
        [{"name": "阅览区", "area_m2": "30.5"}, {"name": "棋牌区", "area_m2": "20"}],
    ),
    (
        "equipment",
        {"equipment": [{"name": "血压计", "count": 2}]},
        {"name.1": "轮椅", "count.1": "3"},
        [{"name": "血压计", "count": 2}, {"name": "轮椅", "count": 3}],
    ),
    (
        "operators",
        {"operators": [AN_OPERATOR]},
        {"name.1": "邻里食堂", "valid_from.1": "2026-02-01", "valid_to.0": "2026-02-01"},
        [
            AN_OPERATOR | {"valid_to": "2026-02-01"},
            {"name": "邻里食堂", "valid_from": "2026-02-01"},
        ],
    ),
    (
        "organisations",
        {"organisations": [{"id": CASE, "name": "居委会"}]},
        {"id.1": PERSON},
        [{"id": CASE, "name": "居委会"}, {"id": PERSON, "name": "志愿者协会"}],
    ),
]


@pytest.fixture
def place(desk: Desk, services: FakeServices) -> Desk:
    services.answer("grids.get_area", an_area(kind="community"))
    services.answer("grids.list_appointments", {"items": [an_appointment()], "next": None})
    clubs = [{"id": PERSON, "name": "志愿者协会"}]
    services.answer("grids.list_organisations", {"items": clubs, "next": None})
    services.answer("grids.change_place", a_place(version=6))
    return desk.sign_in()


@pytest.mark.parametrize(("what", "there", "typed", "sent"), PARTS)
def test_a_list_of_a_place_is_sent_whole_with_what_was_added(
    place: Desk, services: FakeServices, what: str, there: dict[str, Any], typed: dict[str, str], sent: Any
):
    services.answer("grids.get_place", a_place(**there))
    path = f"{PLACE}/{what}"
    assert f'href="{path}"' in place.get(PLACE).text
    page = place.get(path)
    done = place.post(path, fields_of(page.text) | typed)
    [body] = asked(services, "change_place")
    assert body == {"place_id": CASE, "seen_version": 5, what: sent}
    assert done.headers["Location"] == f"{PLACE}?done=place_changed"


@pytest.mark.parametrize(("what", "there", "typed", "sent"), PARTS)
def test_an_emptied_table_takes_all_of_it_away(
    place: Desk, services: FakeServices, what: str, there: dict[str, Any], typed: dict[str, str], sent: Any
):
    services.answer("grids.get_place", a_place(**there))
    path = f"{PLACE}/{what}"
    place.post(path, hidden(place.get(path), path) | {"organisation_id.0": ""})
    assert asked(services, "change_place")[0][what] == []


@pytest.mark.parametrize(("what", "there", "typed", "sent"), PARTS)
def test_more_rows_and_another_language_keep_what_was_typed(
    place: Desk, services: FakeServices, what: str, there: dict[str, Any], typed: dict[str, str], sent: Any
):
    path = f"{PLACE}/{what}"
    more = place.post(path, hidden(place.get(path), path) | typed | {"do": "more"})
    assert asked(services, "change_place") == []
    services.refuse("grids.change_place", "conflict", "x")
    told = place.post(path, fields_of(more.text))
    back = hidden(told, "/console/language")["back"]
    first, again = (fields_of(text) for text in (told.text, place.get(back).text))
    assert {name: said for name, said in first.items() if name not in ("key", "was", "forms")} == {
        name: said for name, said in again.items() if name not in ("key", "was", "forms")
    }


def test_what_is_wrong_with_a_span_of_a_special_day_is_said_in_its_row(place: Desk, services: FakeServices):
    wrong = [{"field": "exceptions.0.spans.1.closes", "code": "x", "values": {}, "detail": "与上一段重叠"}]
    services.refuse("grids.change_place", "invalid", "HoursOverlap", fields=wrong)
    path = f"{PLACE}/exceptions"
    rows = {"day.0": "2026-10-01", "opens.0": "09:00", "closes.0": "12:00"}
    rows |= {"day.1": "2026-10-01", "opens.1": "11:00", "closes.1": "17:00"}
    told = place.post(path, hidden(place.get(path), path) | rows)
    assert 'id="closes-wrong-1">与上一段重叠<' in told.text
    assert told.text.count("与上一段重叠") == 1


def test_what_is_wrong_with_the_whole_list_is_said_above_it(place: Desk, services: FakeServices):
    wrong = [{"field": "zones", "code": "x", "values": {}, "detail": "功能区面积超过总面积"}]
    services.refuse("grids.change_place", "invalid", "ZonesTooLarge", fields=wrong)
    path = f"{PLACE}/zones"
    told = place.post(path, hidden(place.get(path), path) | {"name.0": "阅览区", "area_m2.0": "900"})
    assert told.text.count("功能区面积超过总面积") == 1


def test_what_somebody_else_wrote_into_a_list_is_shown_before_it_is_replaced(
    place: Desk, services: FakeServices
):
    path = f"{PLACE}/zones"
    form = hidden(place.get(path), path) | {"name.0": "阅览区", "area_m2.0": "30"}
    services.answer("grids.get_place", a_place(zones=[{"name": "棋牌区", "area_m2": "20"}], version=6))
    services.refuse("grids.change_place", "stale", "StaleVersion", values={"current_version": 6})
    told = place.post(path, form)
    assert "<td>棋牌区 20</td>" in told.text
    assert 'value="阅览区"' in told.text
    assert "棋牌区 20" in hidden(told, path)["was"]


def test_who_is_on_duty_is_chosen_from_whoever_is_appointed_there(place: Desk):
    assert f'<option value="{PERSON}">江立春</option>' in place.get(f"{PLACE}/duties").text
