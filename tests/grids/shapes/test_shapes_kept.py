"""Shapes on both databases: drawn, taken away, found by a place, seen where one may."""

import pytest

from services.chassis.errors import FieldsInvalid, StaleVersion
from services.grids.shapes.domain.errors import (
    AreaEnded,
    AreaUnknown,
    NoShape,
    NothingThere,
    ShapeCrossesItself,
    ShapesTooMany,
)
from services.grids.shapes.domain.shape import Shape
from services.grids.shapes.use_cases import report_shapes
from tests.grids.areas.changing import merge
from tests.grids.builders import id_of
from tests.grids.house import House, statements
from tests.grids.shapes.drawing import at, draw
from tests.grids.shapes.outlines import a_square, polygon, ring


@pytest.fixture
def drawn(house: House) -> House:
    """The county, and in its corner a community, and in that one's a micro-grid."""
    for area, width in (("county", 1.0), ("community", 0.1), ("micro 1", 0.001)):
        draw(house, area, 104.0, 30.0, width)
    return house


def test_what_is_no_more_covers_no_place(drawn: House):
    """Its outline stays to be read."""
    merge(drawn, "micro 1", into="micro 2")
    assert at(drawn, "104.0005", "30.0005") == "community"
    assert drawn.ask("get_shape", area_id=id_of("micro 1"))["shape"] is not None


@pytest.mark.parametrize("shape", [polygon(ring(104.0, 30.0, 0.002)), None])
def test_nothing_is_drawn_of_what_is_no_more(drawn: House, shape):
    merge(drawn, "micro 1", into="micro 2")
    before = drawn.ask("get_shape", area_id=id_of("micro 1"))
    with pytest.raises(AreaEnded) as refused:
        drawn.ask("draw_shape", area_id=id_of("micro 1"), shape=shape, seen_version=1)
    assert refused.value.about == ("area_id",)
    assert drawn.ask("get_shape", area_id=id_of("micro 1")) == before


def test_a_place_is_found_in_the_smallest_that_covers_it(drawn: House):
    found = [at(drawn, lon, "30.0005") for lon in ("104.0005", "104.002", "104.7")]
    assert found == ["micro 1", "community", "county"]


def test_what_was_taken_away_or_drawn_elsewhere_is_not_found_there(drawn: House):
    drawn.ask("draw_shape", area_id=id_of("micro 1"), shape=None, seen_version=1)
    draw(drawn, "community", 104.5, 30.5, 0.1, seen=1)
    assert at(drawn, "104.0005", "30.0005") == "county"
    assert at(drawn, "104.55", "30.55") == "community"
    assert drawn.ask("get_shape", area_id=id_of("micro 1"))["version"] == 2


@pytest.mark.parametrize(
    ("lon", "lat", "named"), [("181", "30", "lon"), ("104", "104", "lat"), ("-180.1", "90", "lon")]
)
def test_a_place_off_the_globe_is_a_field_that_does_not_fit(drawn: House, lon: str, lat: str, named: str):
    with pytest.raises(FieldsInvalid) as refused:
        at(drawn, lon, lat)
    assert [(field.field, field.code) for field in refused.value.fields] == [(named, "out_of_range")]


def test_what_no_county_can_be_is_not_drawn(house: House):
    with pytest.raises(NoShape):
        draw(house, "county", 60.0, 5.0, 20.0)
    assert house.ask("get_shape", area_id=id_of("county"))["version"] == 0


def test_a_place_in_gcj_02_is_led_back_first(drawn: House):
    draw(drawn, "micro 2", 116.377, 39.911, 0.002)
    assert at(drawn, "116.384047224", "39.913345455", datum="GCJ02") == "micro 2"


def test_nobody_sees_past_their_areas(drawn: House):
    worker = drawn.holding(id_of("micro 2"))
    with pytest.raises(NothingThere):
        at(worker, "104.0005", "30.0005")
    with pytest.raises(AreaUnknown):
        worker.ask("get_shape", area_id=id_of("micro 1"))
    with pytest.raises(AreaUnknown):
        worker.ask("draw_shape", area_id=id_of("micro 1"), shape=None, seen_version=1)


def test_a_shape_that_is_refused_leaves_the_one_that_was(drawn: House):
    bow_tie = polygon([[104, 30], [106, 32], [106, 30], [104, 33], [104, 30]])
    before = drawn.ask("get_shape", area_id=id_of("micro 1"))
    for refusal, seen in ((ShapeCrossesItself, 1), (StaleVersion, 0)):
        shape = bow_tie if refusal is ShapeCrossesItself else polygon(ring(105, 31, 1))
        with pytest.raises(refusal):
            drawn.ask("draw_shape", area_id=id_of("micro 1"), shape=shape, seen_version=seen)
    assert drawn.ask("get_shape", area_id=id_of("micro 1")) == before


@pytest.mark.parametrize("seen", [0, 1])
def test_who_draws_at_the_same_time_and_comes_second_is_told_of_the_first(drawn: House, seen: int):
    """Both have read the version before."""
    if seen:
        draw(drawn, "micro 1", 104.0, 30.0, 0.002, seen=1)
    second = Shape(id_of("micro 1"), a_square(105, 31, 0.001), seen + 1)
    with pytest.raises(StaleVersion) as refused, drawn.begin() as tx:
        tx.shapes.save(second)
    assert (refused.value.sent_version, refused.value.current) == (seen, {"version": seen + 1})
    assert at(drawn, "104.0005", "30.0005") == "micro 1"


@pytest.mark.parametrize("lon", ["east", "104,5", "", "1040.5", "+1"])
def test_degrees_are_decimal(house: House, lon: str):
    with pytest.raises(FieldsInvalid) as refused:
        at(house, lon, "30.5")
    assert {each.field for each in refused.value.fields} == {"lon"}


def test_a_report_names_who_has_none_who_overlap_and_what_is_left(house: House):
    draw(house, "base 1", 104.0, 30.0, 0.02)
    draw(house, "micro 1", 104.0, 30.0, 0.012)
    report = house.ask("report_shapes", area_id=id_of("base 1"))
    assert (report["below"], report["without_shape"], report["overlaps"]) == (2, [id_of("micro 2")], [])
    draw(house, "micro 2", 104.01, 30.01, 0.012)
    report = house.ask("report_shapes", area_id=id_of("base 1"))
    assert len(report["overlaps"]) == 1
    assert [each["area_id"] for each in report["outside"]] == [id_of("micro 2")]
    assert [each["area_id"] for each in report["gaps"]] == [None, None]


def test_grids_of_a_community_that_overlap_are_reported_however_far_below(house: House):
    draw(house, "community", 104.0, 30.0, 0.03)
    draw(house, "total", 104.0, 30.0, 0.02)
    draw(house, "base 1", 104.0, 30.0, 0.012)
    draw(house, "base 2", 104.01, 30.0, 0.01)
    draw(house, "micro 1", 104.0, 30.0, 0.011)
    draw(house, "micro 3", 104.0105, 30.0, 0.005)
    report = house.ask("report_shapes", area_id=id_of("community"))

    pairs = [("base 1", "base 2"), ("base 1", "micro 3"), ("base 2", "micro 1"), ("micro 1", "micro 3")]
    found = [{each["one_id"], each["other_id"]} for each in report["overlaps"]]
    assert sorted(map(sorted, found)) == sorted(sorted(map(id_of, pair)) for pair in pairs)
    assert (report["below"], report["without_shape"]) == (1, [])
    assert house.ask("report_shapes", area_id=id_of("township"))["overlaps"] == []


def test_a_gap_in_a_community_is_what_no_grid_covers_however_far_below(house: House):
    draw(house, "community", 104.0, 30.0, 0.01)
    draw(house, "micro 1", 104.0, 30.0, 0.01)
    assert house.ask("report_shapes", area_id=id_of("community"))["gaps"] == []
    draw(house, "micro 2", 104.005, 30.0, 0.006)
    outside = house.ask("report_shapes", area_id=id_of("community"))["outside"]
    assert [each["area_id"] for each in outside] == [id_of("micro 2")]


def test_a_community_hears_of_every_level_that_is_drawn_below_it(house: House):
    """The total grid fills the community; of the two base grids in it one is small, the other too wide."""
    draw(house, "community", 104.0, 30.0, 0.02)
    draw(house, "total", 104.0, 30.0, 0.02)
    draw(house, "base 1", 104.0, 30.0, 0.01)
    draw(house, "base 2", 104.01, 30.01, 0.012)
    report = house.ask("report_shapes", area_id=id_of("community"))
    assert {(each["area_id"], each["above_id"]) for each in report["gaps"]} == {(None, id_of("total"))}
    assert [(each["area_id"], each["above_id"]) for each in report["outside"]] == [
        (id_of("base 2"), id_of("total"))
    ]
    alone = house.ask("report_shapes", area_id=id_of("total"))
    assert (report["gaps"], report["outside"]) == (alone["gaps"], alone["outside"])


def test_a_level_that_is_not_drawn_is_passed_over_and_the_top_need_not_be(house: House):
    draw(house, "total", 104.0, 30.0, 0.02)
    draw(house, "micro 1", 104.0, 30.0, 0.03)
    report = house.ask("report_shapes", area_id=id_of("community"))
    assert report["gaps"] == []
    assert [(each["area_id"], each["above_id"]) for each in report["outside"]] == [
        (id_of("micro 1"), id_of("total"))
    ]


@pytest.mark.parametrize(("told", "more"), [(1, True), (2, False)])
def test_a_report_says_when_there_is_more_than_it_tells(
    house: House, monkeypatch: pytest.MonkeyPatch, told: int, more: bool
):
    draw(house, "base 1", 104.0, 30.0, 0.02)
    draw(house, "micro 1", 104.0, 30.0, 0.012)
    draw(house, "micro 2", 104.01, 30.01, 0.01)
    monkeypatch.setattr(report_shapes, "TOLD_AT_MOST", told)
    report = house.ask("report_shapes", area_id=id_of("base 1"))
    assert (len(report["overlaps"]), len(report["gaps"]), report["more"]) == (1, told, more)


def test_too_many_shapes_are_not_laid_over_each_other(house: House, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(report_shapes, "AT_MOST", 1)
    with pytest.raises(ShapesTooMany):
        house.ask("report_shapes", area_id=id_of("base 1"))
    assert house.ask("report_shapes", area_id=id_of("base 2"))["below"] == 1


def test_a_place_is_looked_for_in_two_statements_however_many_shapes_there_are(drawn: House):
    with statements() as sent:
        at(drawn, "104.0005", "30.0005")
    assert [each for each in sent if each] == ["SELECT shape_cells", "SELECT areas"]
