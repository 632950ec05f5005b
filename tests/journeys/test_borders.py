"""What is never broken (三不破, S2.54), asked for through the gateway: each rule refuses by its name."""

import pytest

from services.chassis.ids import new_id
from tests.journeys.district import District, Row, an_area, etag_of


@pytest.fixture
def tower(district: District) -> Row:
    """Two units of two dwellings, both in the lane."""
    tower: Row = {"id": new_id(), "name": "1栋", "units": 2, "floors": 1, "rooms_per_floor": 2}
    estate = {"community_id": district.ids["community"], "estate": "安居苑", "buildings": [tower]}
    district.officer.do("/v1/buildings/batch", estate)
    district.officer.do("/v1/units/give", {"ranges": [of(tower, district.ids["lane"], 1, 2)]})
    return tower


@pytest.fixture
def beside(district: District) -> dict[str, str]:
    """The ids of another community, by kind."""
    ids: dict[str, str] = {}
    above = district.ids["township"]
    areas = []
    for kind in ("community", "general_total", "base", "micro"):
        area = an_area(kind, above)
        areas.append(area)
        ids[kind] = above = area["id"]
    district.officer.do("/v1/areas/batch", {"areas": areas})
    return ids


def of(tower: Row, area_id: str, first: int, last: int) -> Row:
    return {"building_id": tower["id"], "first": first, "last": last, "area_id": area_id}


def held(here: District, tower: Row) -> list[str]:
    homes = here.officer.all(f"/v1/buildings/{tower['id']}/dwellings")
    return [each["area_id"] for each in homes]


def test_a_general_total_grid_never_crosses_communities(
    district: District, tower: Row, beside: dict[str, str]
):
    before = held(district, tower)
    path, match = f"/v1/areas/{district.ids['total']}/move", etag_of(1)
    moved = {"parent_id": beside["community"]}
    for each in (path, f"{path}/preview"):
        refused = district.officer.refused("POST", each, moved, match=match)
        assert (refused.status, refused.code) == (422, "TotalGridCrossesCommunity")
        assert refused.named == {"parent_id": "TotalGridCrossesCommunity"}
        assert refused.values["building_id"] == tower["id"]
    assert district.officer.read(f"/v1/areas/{district.ids['total']}")["version"] == 1

    ranges = {"ranges": [of(tower, district.ids["court"], 1, 1), of(tower, beside["micro"], 2, 2)]}
    refused = district.officer.refused("POST", "/v1/units/give", ranges)
    assert (refused.status, refused.code) == (422, "TotalGridCrossesCommunity")
    assert set(refused.named) == {"ranges.1.area_id"}
    assert held(district, tower) == before == [district.ids["lane"]] * 4


def test_a_micro_grid_never_splits_a_unit(district: District, tower: Row):
    before = held(district, tower)
    ranges = {"ranges": [of(tower, district.ids["court"], 1, 2), of(tower, district.ids["yard"], 2, 2)]}
    refused = district.officer.refused("POST", "/v1/units/give", ranges)
    assert (refused.status, refused.code) == (422, "MicroGridSplitsUnit")
    assert set(refused.named) == {"ranges.1.first", "ranges.1.last"}
    assert (refused.values["building_id"], refused.values["unit"]) == (tower["id"], 2)
    assert held(district, tower) == before


def test_a_grid_that_is_split_splits_no_unit(district: District, tower: Row):
    parts = [{"id": new_id(), "name": name} for name in ("南里", "北里")]
    units = [{"building_id": tower["id"], "first": 1, "last": 1, "part_id": part["id"]} for part in parts]
    body = {"parts": parts, "primary_id": parts[0]["id"], "units": units}
    path = f"/v1/areas/{district.ids['lane']}/split"
    refused = district.officer.refused("POST", path, body, match=etag_of(1))
    assert (refused.status, refused.code) == (422, "MicroGridSplitsUnit")
    assert district.officer.read(f"/v1/areas/{district.ids['lane']}")["active"]
    assert held(district, tower) == [district.ids["lane"]] * 4


def test_a_grid_without_dwellings_may_go_to_another_community(district: District, beside: dict[str, str]):
    path = f"/v1/areas/{district.ids['total']}/move"
    moved = district.officer.do(path, {"parent_id": beside["community"]}, match=etag_of(1))
    assert moved["parent_id"] == beside["community"]
