"""Courtyards and residents' groups through the gateway: units with a name, and people who look after them."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from services.chassis.ids import new_id
from tests.journeys.district import District, Row, etag_of
from tests.journeys.somebody import Somebody
from tests.processes import wait_until

FOLLOWS_WITHIN = 20.0


@pytest.fixture
def tower(district: District) -> Row:
    """Three units of one floor with two rooms."""
    tower: Row = {"id": new_id(), "name": "1栋", "units": 3, "floors": 1, "rooms_per_floor": 2}
    estate = {"community_id": district.ids["community"], "estate": "安居苑", "buildings": [tower]}
    district.officer.do("/v1/buildings/batch", estate)
    return tower


def founded(district: District, tower: Row, kind: str, name: str, first: int, last: int) -> Row:
    units = [{"building_id": tower["id"], "first": first, "last": last}]
    new = {"id": new_id(), "kind": kind, "name": name, "units": units}
    body = {"community_id": district.ids["community"], "groupings": [new]}
    [grouping] = district.officer.do("/v1/groupings/batch", body)["items"]
    return dict(grouping)


def given(tower: Row, district: District, *said: tuple[int, int, str]) -> dict[str, Any]:
    ranges = [
        {"building_id": tower["id"], "first": first, "last": last, "area_id": district.ids[area]}
        for first, last, area in said
    ]
    return {"ranges": ranges}


def test_a_residents_group_is_never_split_between_base_grids(district: District, tower: Row):
    group = founded(district, tower, "residents_group", "第一居民小组", 1, 2)
    split = given(tower, district, (1, 1, "lane"), (2, 2, "yard"))
    refusal = district.officer.refused("POST", "/v1/units/give", split)
    assert (refusal.status, refusal.code) == (422, "BaseGridSplitsGroup")
    assert refusal.values == {"grouping_id": group["id"], "name": "第一居民小组"}
    district.officer.do("/v1/units/give", given(tower, district, (1, 1, "lane"), (2, 2, "court")))
    moved = district.officer.refused(
        "POST",
        f"/v1/areas/{district.ids['court']}/move",
        {"parent_id": district.ids["second"]},
        match=etag_of(1),
    )
    assert (moved.status, moved.code) == (422, "BaseGridSplitsGroup")


def test_a_district_has_kinds_of_its_own(district: District, tower: Row):
    street = {"kind": "street", "name_zh": "街巷", "name_en": "Street"}
    district.officer.do("/v1/grouping-kinds", street)
    kinds = [each["kind"] for each in district.officer.all("/v1/grouping-kinds")]
    assert kinds == ["building", "courtyard", "estate", "residents_group", "stairwell", "street"]
    founded(district, tower, "street", "东街", 1, 3)
    listed = district.officer.all("/v1/groupings", community_id=district.ids["community"], kind="street")
    assert [each["name"] for each in listed] == ["东街"]


def test_a_stale_change_of_units_is_refused(district: District, tower: Row):
    yard = founded(district, tower, "courtyard", "东院", 1, 1)
    path = f"/v1/groupings/{yard['id']}/units"
    body: Row = {"units": []}
    assert district.officer.do(path, body, match=etag_of(1))["version"] == 2
    refusal = district.officer.refused("POST", path, body, match=etag_of(1))
    assert (refusal.status, refusal.code) == (412, "StaleVersion")


def hold(district: District, yard: Row, holder: dict[str, Any], version: int) -> Row:
    path = f"/v1/groupings/{yard['id']}/holders"
    held: Row = district.officer.do(path, {"holders": [holder]}, match=etag_of(version))
    return held


def test_a_grant_on_a_grouping_is_a_grant_on_its_units(district: District, tower: Row):
    """It comes with the holding and goes with it; the token carries it like any other."""
    yard = founded(district, tower, "courtyard", "东院", 1, 2)
    person = {"id": new_id(), "display_name": "江立秋", "duty_phone": "00000000002"}
    district.officer.do("/v1/staff/batch", {"staff": [person]})
    holder = {"id": new_id(), "staff_id": person["id"], "valid_from": "2026-01-01", "valid_to": None}
    hold(district, yard, holder, 1)
    administrator = district.somebody("security_administrator")

    def grants() -> list[Row]:
        return administrator.all("/v1/grants", person_id=person["id"])

    wait_until(lambda: bool(grants()), "the holding has brought its grant", FOLLOWS_WITHIN)
    [grant] = grants()
    assert (grant["id"], grant["role"], grant["area_id"]) == (holder["id"], "grouping_leader", yard["id"])
    seen_by = replace(district.officer, role=grant["role"], area_id=grant["area_id"], principal=person["id"])
    assert units_seen(seen_by, tower) == {1, 2}
    assert seen_by.get("/v1/areas/" + district.ids["lane"]).status_code == 404

    hold(district, yard, holder | {"valid_to": "2026-01-02"}, 2)
    wait_until(lambda: ends_of(grants()) != [None], "the grant ends with the holding", FOLLOWS_WITHIN)
    assert ends_of(grants()) == ["2026-01-02T00:00:00+08:00"]
    assert datetime.fromisoformat(grants()[0]["valid_until"]) < datetime.now(UTC)


def test_a_stairwell_keeper_looks_after_one_unit_and_no_other(district: District, tower: Row):
    """S2.108."""
    keeper = {"id": new_id(), "display_name": "江清明", "duty_phone": "00000000003"}
    district.officer.do("/v1/staff/batch", {"staff": [keeper]})
    stairs = founded(district, tower, "stairwell", "1栋2单元", 2, 2)
    holder = {"id": new_id(), "staff_id": keeper["id"], "valid_from": "2026-01-01", "valid_to": None}
    held = hold(district, stairs, holder, 1)
    assert [each["staff_id"] for each in held["holders"]] == [keeper["id"]]
    seen_by = replace(district.officer, role="grouping_leader", area_id=stairs["id"], principal=keeper["id"])
    wait_until(lambda: units_seen(seen_by, tower) == {2}, "the unit alone is the keeper's", FOLLOWS_WITHIN)


def ends_of(grants: list[Row]) -> list[str | None]:
    return [each["valid_until"] for each in grants]


def units_seen(somebody: Somebody, tower: Row) -> set[int]:
    dwellings = somebody.all(f"/v1/buildings/{tower['id']}/dwellings")
    return {each["unit"] for each in dwellings}
