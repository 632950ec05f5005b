"""Outlines: what is one, and what it covers."""

from time import process_time
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.grids.shapes.domain import geometry
from services.grids.shapes.domain import outline as outlines
from services.grids.shapes.domain.cells import cells_at, cells_of
from services.grids.shapes.domain.errors import (
    NoShape,
    ShapeCrossesItself,
    ShapeMalformed,
    ShapeProblem,
    ShapeTooLarge,
)
from services.grids.shapes.domain.geometry import gaps, outside, overlaps, refuse_crossing
from services.grids.shapes.domain.outline import Outline
from tests.grids.shapes.outlines import Ring, a_square, polygon, ring

OPEN = [[104.0, 30.0], [105.0, 30.0], [105.0, 31.0], [104.0, 31.0]]


@pytest.mark.parametrize(
    ("shape", "problem", "number"),
    [
        ({"type": "MultiPolygon", "coordinates": [ring(104, 30, 1)]}, ShapeProblem.TOO_FEW_PLACES, 1),
        (polygon(OPEN[:3]), ShapeProblem.TOO_FEW_PLACES, 1),
        (polygon(OPEN), ShapeProblem.NOT_CLOSED, 1),
        (polygon(ring(104, 30, 1), [*OPEN[:3], [104.0], OPEN[0]]), ShapeProblem.NOT_A_PLACE, 2),
        (polygon([*OPEN[:3], [float("nan"), 30.0], OPEN[0]]), ShapeProblem.NOT_A_PLACE, 1),
        (polygon(ring(179.5, 30, 1)), ShapeProblem.OUT_OF_RANGE, 1),
        (polygon(ring(104, 89.5, 1)), ShapeProblem.OUT_OF_RANGE, 1),
    ],
)
def test_what_is_no_outline_is_refused_by_its_ring(shape: dict[str, Any], problem: ShapeProblem, number: int):
    with pytest.raises(ShapeMalformed) as refused:
        Outline.of_geojson(shape)
    assert refused.value.values == {"problem": problem, "ring": number}


@pytest.mark.parametrize(
    ("shape", "problem"),
    [
        ({}, ShapeProblem.NOT_A_POLYGON),
        ({"type": "Point", "coordinates": [104, 30]}, ShapeProblem.NOT_A_POLYGON),
        ({"type": "Polygon", "coordinates": []}, ShapeProblem.NOT_A_POLYGON),
        (polygon([OPEN[0]] * 4), ShapeProblem.NO_EXTENT),
    ],
)
def test_what_is_no_outline_as_a_whole_names_no_ring(shape: dict[str, Any], problem: ShapeProblem):
    with pytest.raises(NoShape) as refused:
        Outline.of_geojson(shape)
    assert refused.value.values == {"problem": problem}


WORLD = [[-180.0, -90.0], [180.0, -90.0], [180.0, 90.0], [-180.0, 90.0], [-180.0, -90.0]]
BAND = [[-179.99, 30.0], [179.99, 30.0], [179.99, 31.0], [-179.99, 31.0], [-179.99, 30.0]]


@pytest.mark.parametrize(
    ("shape", "problem"),
    [
        (polygon(WORLD), ShapeProblem.NOT_IN_CHINA),
        (polygon(BAND), ShapeProblem.NOT_IN_CHINA),
        (polygon(ring(30, 80, 1)), ShapeProblem.NOT_IN_CHINA),  # the wrong way round
        (polygon(ring(100, 25, 10)), ShapeProblem.TOO_WIDE),
    ],
)
def test_an_outline_lies_in_the_country_and_is_no_larger_than_a_county_can_be(shape, problem):
    with pytest.raises(NoShape) as refused:
        Outline.of_geojson(shape).must_be_a_districts()
    assert refused.value.values == {"problem": problem}


def test_every_ring_has_an_extent():
    sliver = [[104.5, 30.5], [104.5 + 1e-12, 30.5], [104.5 + 1e-12, 30.6], [104.5, 30.5]]
    Outline.of_geojson(polygon(ring(104, 30, 0.00002))).must_be_a_districts()
    for rings, number in (([sliver], 1), ([ring(104, 30, 1), sliver], 2)):
        with pytest.raises(ShapeMalformed) as refused:
            Outline.of_geojson(polygon(*rings)).must_be_a_districts()
        assert refused.value.values == {"problem": ShapeProblem.NO_EXTENT, "ring": number}


@pytest.mark.parametrize(("most", "is_refused"), [(5, False), (4, True)])
def test_an_outline_has_so_many_places_at_most(monkeypatch: pytest.MonkeyPatch, most: int, is_refused: bool):
    monkeypatch.setattr(outlines, "MOST_PLACES", most)
    if not is_refused:
        assert a_square().size == 5
        return
    with pytest.raises(ShapeTooLarge) as refused:
        a_square()
    assert refused.value.values == {"places": 5, "at_most": 4}


def test_an_outline_goes_out_as_it_came_but_for_heights():
    shape = polygon(ring(104, 30, 1), ring(104.25, 30.25, 0.5))
    high = polygon([[*place, 500.0] for place in ring(104, 30, 1)], ring(104.25, 30.25, 0.5))
    both = {"type": "MultiPolygon", "coordinates": [shape["coordinates"], [ring(110, 30, 1)]]}
    assert Outline.of_geojson(high).as_geojson() == shape
    assert Outline.of_geojson(both).as_geojson() == both


@pytest.mark.parametrize(
    ("lon", "lat", "is_covered"),
    [
        (104.1, 30.1, True),
        (104.5, 30.5, False),
        (104.0, 30.5, True),
        (104.25, 30.5, True),
        (105.01, 30.5, False),
        (110.5, 30.5, True),
    ],
)
def test_an_outline_covers_its_border_and_not_its_holes(lon: float, lat: float, is_covered: bool):
    parts = [[ring(104, 30, 1), ring(104.25, 30.25, 0.5)], [ring(110, 30, 1)]]
    assert Outline.of_geojson({"type": "MultiPolygon", "coordinates": parts}).covers((lon, lat)) is is_covered


PLACES = st.tuples(st.floats(73, 135), st.floats(18, 53))


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(PLACES, st.floats(0.00001, 5), st.floats(0, 1), st.floats(0, 1))
def test_a_place_in_a_box_is_in_a_cell_of_it(corner: tuple[float, float], width: float, x: float, y: float):
    box = a_square(*corner, width).box
    cells = cells_of(box)
    place = (min(box.west + x * width, box.east), min(box.south + y * width, box.north))
    assert len(cells) <= 4
    assert cells & set(cells_at(place))


@pytest.mark.parametrize(
    ("places", "lon", "lat"),
    [
        ([[0, 0], [2, 2], [2, 0], [0, 3], [0, 0]], 1.2, 1.2),
        ([[0, 0], [2, 2], [2, 0], [0, 2], [0, 0]], 1.0, 1.0),  # whose halves make up for each other
    ],
)
def test_an_outline_that_crosses_itself_is_refused_with_the_place(places: Ring, lon: float, lat: float):
    bow_tie = Outline.of_geojson(polygon(places))
    with pytest.raises(ShapeCrossesItself) as refused:
        refuse_crossing(bow_tie)
    assert refused.value.values == {"lon": lon, "lat": lat}
    refuse_crossing(a_square())


def test_a_hole_outside_of_its_ring_is_refused_too():
    with pytest.raises(ShapeCrossesItself):
        refuse_crossing(Outline.of_geojson(polygon(ring(104, 30, 1), ring(110, 30, 1))))


def test_no_more_overlaps_are_looked_for_than_are_told():
    together = {name: a_square(104, 30, 0.012) for name in "abcd"}
    pairs = ["ab", "ac", "ad", "bc", "bd", "cd"]
    for at_most in (1, 5, 6):
        laid = overlaps(together, at_most=at_most)
        assert [each.one_id + each.other_id for each in laid.found] == pairs[:at_most]
        assert laid.more is (at_most < 6)


def test_so_many_places_at_most_are_laid_over_each_other(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(geometry, "PLACES_AT_MOST", 25)
    laid = overlaps({name: a_square(104, 30, 0.012) for name in "abc"})
    assert [each.one_id + each.other_id for each in laid.found] == ["ab", "ac"]
    assert laid.more


def test_a_thousand_outlines_that_all_meet_keep_nobody_waiting():
    """Half a million pairs took a minute."""
    outlines = {f"{number:04}": a_square(104 + number * 1e-6, 30, 0.012) for number in range(1000)}
    began = process_time()
    laid = overlaps(outlines)
    assert (len(laid.found), laid.more) == (500, True)
    assert process_time() - began < 10


def test_overlaps_and_gaps_are_those_of_some_extent():
    west, east = a_square(104, 30, 0.012), a_square(104.01, 30, 0.012)
    [both] = overlaps({"a": west, "b": east}).found
    assert (both.one_id, both.other_id) == ("a", "b")
    assert all(each.covers((both.lon, both.lat)) for each in (west, east))
    assert both.square_metres == pytest.approx(0.002 * 0.012 * 111_319.5**2 * 0.866, rel=0.001)
    assert overlaps({"a": west, "b": a_square(104.012, 30, 0.012)}).found == ()


def test_a_gap_is_what_nobody_covers_and_what_lies_outside_is_named():
    whole = a_square(104, 30, 0.02)
    below = {"a": a_square(104, 30, 0.01), "b": a_square(104.015, 30.015, 0.01)}
    [gap] = gaps(whole, below)
    [out] = outside(whole, below)
    covering = [each for each in (whole, *below.values()) if each.covers((gap.lon, gap.lat))]
    assert covering == [whole]
    assert (gap.area_id, out.area_id) == (None, "b")
    assert list(gaps(whole, {"a": whole})) == []
