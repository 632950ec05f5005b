"""Areas have shapes: drawn, read in two datums, found by a place, and laid beside each other."""

import pytest

from tests.journeys.district import District, etag_of
from tests.journeys.outlines import draw, square

BOW_TIE = {"type": "Polygon", "coordinates": [[[104, 30], [105, 31], [105, 30], [104, 31], [104, 30]]]}


def test_a_shape_is_drawn_read_and_taken_away(district: District):
    path = f"/v1/areas/{district.ids['lane']}/shape"
    assert district.officer.read(path) | {"area_id": ""} == {
        "area_id": "", "shape": None, "square_metres": None, "datum": "WGS84", "version": 0,
    }  # fmt: skip
    shape = square(104.0, 30.6, 0.01)
    assert draw(district, "lane", shape)["version"] == 1
    assert district.officer.read(path)["shape"] == shape
    stale = district.officer.refused("PUT", path, {"shape": shape}, match=etag_of(0))
    assert (stale.status, stale.code) == (412, "StaleVersion")
    assert draw(district, "lane", None, seen=1)["shape"] is None


def test_a_community_of_1_8_square_kilometres_says_so(district: District):
    """S2.51: as 1,350 by 1,333 metres at 39 degrees north, by the degrees of the ellipsoid there."""
    wide, high = 1350 / 86_628, 1333.3 / 111_017
    west, south = 116.0, 39.0
    ring = [
        [west, south],
        [west + wide, south],
        [west + wide, south + high],
        [west, south + high],
        [west, south],
    ]
    drawn = draw(district, "community", {"type": "Polygon", "coordinates": [ring]})
    assert round(drawn["square_metres"] / 1e6, 1) == 1.8
    assert abs(drawn["square_metres"] / 1_800_000 - 1) < 1 / 200


def test_a_shape_that_crosses_itself_is_refused_with_the_place(untouched: District):
    path = f"/v1/areas/{untouched.ids['lane']}/shape"
    refused = untouched.officer.refused("PUT", path, {"shape": BOW_TIE}, match=etag_of(0))
    assert (refused.status, refused.code) == (422, "ShapeCrossesItself")
    assert refused.named == {"shape": "ShapeCrossesItself"}
    assert (refused.values["lon"], refused.values["lat"]) == (104.5, 30.5)
    assert untouched.officer.read(path)["version"] == 0


def test_what_comes_in_gcj_02_is_kept_in_wgs84_and_goes_out_as_it_came(district: District):
    shape = square(104.1, 30.65, 0.01)
    draw(district, "lane", shape, datum="GCJ02")
    path = f"/v1/areas/{district.ids['lane']}/shape"
    kept, again = (district.officer.read(path, datum=datum)["shape"] for datum in ("CGCS2000", "GCJ02"))
    west, south = kept["coordinates"][0][0]
    assert 0.001 < 104.1 - west < 0.01
    assert 0.001 < south - 30.65 + 0.005 < 0.01
    assert again["coordinates"][0][0] == pytest.approx([104.1, 30.65], abs=1e-7)


def test_a_place_lies_in_the_smallest_area_that_covers_it(district: District):
    draw(district, "community", square(104.0, 30.6, 0.04))
    draw(district, "lane", square(104.0, 30.6, 0.01))
    for lon, lat, area in (("104.005", "30.605", "lane"), ("104.03", "30.63", "community")):
        found = district.officer.read("/v1/areas/at", lon=lon, lat=lat)
        assert found["id"] == district.ids[area]
    nowhere = district.officer.refused("GET", "/v1/areas/at?lon=10.5&lat=-20.25")
    assert (nowhere.status, nowhere.code) == (404, "NothingThere")
    bad = district.officer.refused("GET", "/v1/areas/at?lon=east&lat=30")
    assert bad.named == {"lon": "not_degrees"}


def test_overlaps_and_gaps_below_an_area_are_reported(district: District):
    draw(district, "first", square(104.0, 30.6, 0.02))
    draw(district, "lane", square(104.0, 30.6, 0.012))
    draw(district, "court", square(104.01, 30.61, 0.012))
    report = district.officer.read(f"/v1/areas/{district.ids['first']}/shape-report")
    [overlap] = report["overlaps"]
    assert {overlap["one_id"], overlap["other_id"]} == {district.ids["lane"], district.ids["court"]}
    assert 104.01 <= overlap["lon"] <= 104.012
    assert (len(report["gaps"]), report["below"], report["without_shape"]) == (2, 2, [])
    assert {each["area_id"] for each in report["outside"]} == {district.ids["court"]}
