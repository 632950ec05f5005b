"""Groupings: founded with their units, held, and closed; a refusal stands beside what it is about."""

import re
from typing import Any

import pytest

from tests.gateway.builders import FakeServices
from tests.gateway.console.desk import AREA, CASE, PERSON, Desk, a_building, an_area, hidden

LIST = f"/console/areas/{AREA}/groupings"
PAGE = f"/console/groupings/{CASE}"
KINDS = [
    {"kind": "courtyard", "name_zh": "院落", "name_en": "Courtyard", "whole": False, "version": 1},
    {"kind": "residents_group", "name_zh": "居民小组", "name_en": "Group", "whole": True, "version": 1},
]


def a_grouping(**different: Any) -> dict[str, Any]:
    usual: dict[str, Any] = {
        "id": CASE, "kind": "courtyard", "community_id": AREA, "name": "河边院落", "whole": False,
        "closed_on": None, "version": 3,
    }  # fmt: skip
    return usual | different


def a_holding(**different: Any) -> dict[str, Any]:
    usual: dict[str, Any] = {
        "id": PERSON, "staff_id": PERSON, "valid_from": "2026-01-01", "valid_to": None, "version": 1,
    }  # fmt: skip
    return usual | different


def a_unit(unit: int) -> dict[str, Any]:
    return {
        "building_id": CASE, "unit": unit, "estate": "港云里", "building": "3栋", "dwellings": 24,
        "area_id": None,
    }  # fmt: skip


@pytest.fixture
def ground(desk: Desk, services: FakeServices) -> Desk:
    services.answer("grids.get_area", an_area(kind="community"))
    services.answer("grids.list_grouping_kinds", {"items": KINDS, "next": None})
    services.answer("grids.list_groupings", {"items": [a_grouping()], "next": None})
    services.answer("grids.get_grouping", a_grouping(holders=[a_holding()]))
    units = [a_unit(unit) for unit in (1, 2, 4)]
    services.answer("grids.list_grouping_units", {"items": units, "next": None})
    services.answer("grids.list_buildings", {"items": [a_building()], "next": None})
    services.answer("grids.found_groupings", {"items": [a_grouping()]})
    for rpc in ("set_grouping_units", "rename_grouping", "close_grouping"):
        services.answer(f"grids.{rpc}", a_grouping(version=4))
    services.answer("grids.set_grouping_holders", a_grouping(holders=[], version=4))
    return desk.sign_in()


def asked(services: FakeServices, rpc: str) -> list[dict[str, Any]]:
    return [call.body for call in services.calls if call.rpc == f"grids.{rpc}"]


def test_groupings_of_a_community_are_listed_by_kind(ground: Desk, services: FakeServices):
    page = ground.get(f"{LIST}?kind=courtyard").text
    assert f'href="{PAGE}">河边院落</a>' in page
    assert '<option value="courtyard" selected>院落</option>' in page
    assert asked(services, "list_groupings")[0]["kind"] == "courtyard"


def test_a_grouping_is_founded_with_its_units(ground: Desk, services: FakeServices):
    new = f"{LIST}/new"
    given = {"kind": "courtyard", "name": " 河边院落 ", "building_id.0": CASE, "first.0": "1", "last.0": ""}
    done = ground.post(new, hidden(ground.get(new), new) | given)
    [body] = asked(services, "found_groupings")
    [founded] = body["groupings"]
    assert body["community_id"] == AREA
    assert (founded["kind"], founded["name"]) == ("courtyard", "河边院落")
    assert founded["units"] == [{"building_id": CASE, "first": 1, "last": 1}]
    assert done.headers["Location"] == f"/console/groupings/{founded['id']}?done=grouping_founded"


def test_what_is_wrong_with_a_grouping_is_said_beside_it_and_what_was_typed_stays(
    ground: Desk, services: FakeServices
):
    wrong = [
        {"field": "groupings.0.name", "code": "GroupingNameTaken", "values": {}, "detail": "同名"},
        {"field": "groupings.0.units.0.first", "code": "not_an_integer", "values": {}, "detail": "不是数"},
    ]
    services.refuse("grids.found_groupings", "invalid", "GroupingNameTaken", fields=wrong)
    new = f"{LIST}/new"
    given = {"kind": "courtyard", "name": "河边院落", "building_id.0": CASE, "first.0": "一"}
    told = ground.post(new, hidden(ground.get(new), new) | given)
    assert told.status_code == 422
    assert 'id="name-wrong">同名<' in told.text
    assert 'id="first-wrong-0">不是数<' in told.text
    assert 'value="河边院落"' in told.text
    assert 'name="first.0" value="一"' in told.text


def test_units_are_shown_as_ranges_and_set_from_the_version_that_was_seen(
    ground: Desk, services: FakeServices
):
    page = ground.get(f"{PAGE}/units")
    for field in ('name="first.0" value="1"', 'name="last.0" value="2"', 'name="first.1" value="4"'):
        assert field in page.text
    given = {"building_id.0": CASE, "first.0": "1", "last.0": "4"}
    done = ground.post(f"{PAGE}/units", hidden(page, f"{PAGE}/units") | given)
    [body] = asked(services, "set_grouping_units")
    assert body == {
        "grouping_id": CASE, "units": [{"building_id": CASE, "first": 1, "last": 4}], "seen_version": 3,
    }  # fmt: skip
    assert done.headers["Location"] == f"{PAGE}?done=grouping_units_set"


def test_a_holder_is_chosen_and_a_term_gets_its_end(ground: Desk, services: FakeServices):
    services.answer(
        "grids.get_staff", {"id": PERSON, "display_name": "江立春", "duty_phone": "", "version": 1}
    )
    place = f"{PAGE}/holders"
    assert f'name="to" value="{place}?staff_id="' in ground.get(place).text
    form = hidden(ground.get(f"{place}?staff_id={PERSON}"), place)
    ground.post(place, form | {"valid_from": "2026-03-05", "valid_to": ""})
    ended = ground.post(f"{place}/end", hidden(ground.get(PAGE), f"{place}/end") | {"valid_to": "2026-04-01"})
    added, end = (body["holders"][0] for body in asked(services, "set_grouping_holders"))
    assert (added["staff_id"], added["valid_from"], "valid_to" in added) == (PERSON, "2026-03-05", False)
    assert (end["id"], end["valid_from"], end["valid_to"]) == (PERSON, "2026-01-01", "2026-04-01")
    assert ended.headers["Location"] == f"{PAGE}?done=holding_ended"


def test_somebody_who_makes_themselves_a_holder_is_refused_beside_their_name(
    ground: Desk, services: FakeServices
):
    wrong = {"field": "holders.0.staff_id", "code": "AppointsThemselves", "values": {}, "detail": "是自己"}
    services.refuse("grids.set_grouping_holders", "forbidden", "AppointsThemselves", fields=[wrong])
    place = f"{PAGE}/holders"
    told = ground.post(place, hidden(ground.get(f"{place}?staff_id={PERSON}"), place) | {"valid_to": "x"})
    assert told.status_code == 403
    assert 'id="staff-wrong">是自己<' in told.text


def test_a_grouping_gets_another_name(ground: Desk, services: FakeServices):
    name = f"{PAGE}/name"
    done = ground.post(name, hidden(ground.get(PAGE), name) | {"name": " 东院 "})
    assert asked(services, "rename_grouping") == [{"grouping_id": CASE, "name": "东院", "seen_version": 3}]
    assert done.headers["Location"] == f"{PAGE}?done=renamed"

    wrong = {"field": "name", "code": "GroupingNameTaken", "values": {}, "detail": "已有此名"}
    services.refuse("grids.rename_grouping", "conflict", "GroupingNameTaken", fields=[wrong])
    told = ground.post(name, hidden(ground.get(PAGE), name) | {"name": "西院"})
    assert told.status_code == 409
    assert 'id="name-wrong">已有此名<' in told.text
    assert 'value="西院"' in told.text


def test_a_grouping_is_closed_and_then_changed_no_more(ground: Desk, services: FakeServices):
    done = ground.post(f"{PAGE}/close", hidden(ground.get(PAGE), f"{PAGE}/close"))
    assert asked(services, "close_grouping") == [{"grouping_id": CASE, "seen_version": 3}]
    assert done.headers["Location"] == f"{PAGE}?done=grouping_closed"
    services.answer("grids.get_grouping", a_grouping(holders=[a_holding()], closed_on="2026-03-05"))
    page = ground.get(PAGE).text
    assert f'action="{PAGE}' not in page
    assert f'href="{PAGE}/units"' not in page


def test_an_end_that_is_refused_is_said_beside_its_day(ground: Desk, services: FakeServices):
    wrong = {"field": "holders.0.valid_to", "code": "TermEmpty", "values": {}, "detail": "没有一天"}
    services.refuse("grids.set_grouping_holders", "invalid", "TermEmpty", fields=[wrong])
    end = f"{PAGE}/holders/end"
    told = ground.post(end, hidden(ground.get(PAGE), end) | {"valid_to": "2026-01-01"})
    assert told.status_code == 422
    assert 'id="end-wrong">没有一天<' in told.text


@pytest.mark.parametrize("about", ["holders.0.valid_to", "seen_version"])
def test_of_several_holders_the_one_whose_end_was_refused_is_marked_and_keeps_the_day(
    ground: Desk, services: FakeServices, about: str
):
    holders = [a_holding(), a_holding(id=CASE, valid_from="2026-02-01")]
    services.answer("grids.get_grouping", a_grouping(holders=holders))
    wrong = {"field": about, "code": "TermEmpty", "values": {}, "detail": "没有一天"}
    services.refuse("grids.set_grouping_holders", "conflict", "TermEmpty", fields=[wrong])
    form = hidden(ground.get(PAGE), f"{PAGE}/close") | {"id": CASE, "staff_id": PERSON}
    told = ground.post(f"{PAGE}/holders/end", form | {"valid_from": "2026-02-01", "valid_to": "2026-02-01"})
    assert told.status_code == 409
    first, second = re.findall(r'<input class="form-control" type="date"[^>]*>', told.text)
    assert 'value="2026-03-05"' in first
    assert "aria-invalid" not in first
    assert 'value="2026-02-01"' in second
    assert ("aria-invalid" in second) == about.endswith("valid_to")
    assert '<details class="sure" open>' not in told.text


def test_after_a_refused_closing_its_form_is_open(ground: Desk, services: FakeServices):
    services.refuse("grids.close_grouping", "conflict", "AlreadyClosed", detail="已撤销")
    told = ground.post(f"{PAGE}/close", hidden(ground.get(PAGE), f"{PAGE}/close"))
    opened = re.findall(r'<details class="sure" open>\s*<summary[^>]*>([^<]+)<', told.text)
    assert opened == ["撤销编组"]


def test_from_a_refused_end_the_way_back_leads_to_the_grouping(ground: Desk, services: FakeServices):
    services.refuse("grids.set_grouping_holders", "conflict", "x")
    end = f"{PAGE}/holders/end"
    told = ground.post(end, hidden(ground.get(PAGE), end) | {"valid_to": "2026-01-01"})
    assert hidden(told, "/console/language")["back"] == PAGE
    assert ground.get(end).headers["Location"] == PAGE


def test_the_end_of_a_term_is_offered_as_soon_as_it_may_be(ground: Desk, services: FakeServices):
    begun = a_holding(valid_from="2026-03-05")
    services.answer("grids.get_grouping", a_grouping(holders=[begun]))
    assert 'name="valid_to" value="2026-03-06"' in ground.get(PAGE).text
