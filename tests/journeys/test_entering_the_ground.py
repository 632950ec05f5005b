"""An estate enters the ground: a table of units is shown before it is saved, every dwelling is covered."""

from typing import Any

import pytest

from services.chassis.ids import new_id
from tests.journeys.district import District, Row


@pytest.fixture
def tower(district: District) -> Row:
    """Three units of four floors with two rooms each."""
    tower: Row = {"id": new_id(), "name": "1栋", "units": 3, "floors": 4, "rooms_per_floor": 2}
    estate = {"community_id": district.ids["community"], "estate": "安居苑", "buildings": [tower]}
    district.officer.do("/v1/buildings/batch", estate)
    return tower


def rows(district: District, tower: Row, *said: tuple[int, int, str]) -> dict[str, Any]:
    return {
        "ranges": [
            {"building_id": tower["id"], "first": first, "last": last, "area_id": district.ids[area]}
            for first, last, area in said
        ]
    }


def coverage(district: District) -> Row:
    return district.officer.read(f"/v1/areas/{district.ids['community']}/coverage")


def test_gaps_and_doubles_are_shown_before_a_table_is_saved(district: District, tower: Row):
    table = rows(district, tower, (1, 1, "lane"), (1, 1, "court"), (9, 8, "lane"))
    seen = district.officer.do("/v1/units/preview", table)
    assert seen["gaps"] == [{"building_id": tower["id"], "first": 2, "last": 3, "area_id": None}]
    assert seen["doubles"] == [{"building_id": tower["id"], "unit": 1, "rows": [0, 1]}]
    assert [(each["row"], each["code"]) for each in seen["refused"]] == [
        (1, "MicroGridSplitsUnit"),
        (2, "RangeReversed"),
    ]
    assert coverage(district)["uncovered"] == 24


def test_a_refused_table_names_row_and_field_and_saves_nothing(district: District, tower: Row):
    table = rows(district, tower, (1, 1, "lane"), (3, 2, "court"))
    refusal = district.officer.refused("POST", "/v1/units/give", table)
    assert (refusal.status, refusal.code) == (422, "RangeReversed")
    assert list(refusal.named) == ["ranges.1.first", "ranges.1.last"]
    assert coverage(district)["uncovered"] == 24


def test_every_dwelling_ends_in_exactly_one_grid(district: District, tower: Row):
    district.officer.do("/v1/units/give", rows(district, tower, (1, 2, "lane"), (3, 3, "yard")))
    covered = coverage(district)
    assert (covered["dwellings"], covered["uncovered"], covered["items"]) == (24, 0, [])
    dwellings = district.officer.all(f"/v1/buildings/{tower['id']}/dwellings", limit=200)
    held = [each["area_id"] for each in dwellings]
    assert (held.count(district.ids["lane"]), held.count(district.ids["yard"])) == (16, 8)
