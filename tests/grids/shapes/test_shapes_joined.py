"""What becomes of shapes where areas become one or several, on both databases."""

from typing import Any

import pytest

from services.grids.areas.store.trees import SqlTrees
from services.grids.shapes import passing_on
from services.grids.shapes.domain import geometry
from services.grids.shapes.domain.geometry import refuse_crossing, union
from services.grids.shapes.domain.outline import Outline
from services.grids.shapes.domain.shape import Shape
from tests.grids.areas.changing import abolish, founded, merge, split, told
from tests.grids.builders import id_of
from tests.grids.house import House
from tests.grids.shapes.drawing import at, draw, shape_of
from tests.grids.shapes.outlines import a_square, polygon, ring

IN_MICRO_1, IN_MICRO_2 = ("104.0005", "30.0005"), ("104.0025", "30.0005")


@pytest.fixture
def drawn(house: House) -> House:
    """Two micro-grids, side by side."""
    draw(house, "micro 1", 104.0, 30.0, 0.002)
    draw(house, "micro 2", 104.002, 30.0, 0.002)
    return house


def both(house: House, area: str) -> None:
    assert (at(house, *IN_MICRO_1), at(house, *IN_MICRO_2)) == (area, area)
    [west, east] = [a_square(lon, 30.0, 0.002).extent for lon in (104.0, 104.002)]
    assert shape_of(house, area)["square_metres"] == pytest.approx(west + east, rel=0.001)


def test_what_goes_on_takes_in_the_ground_of_what_ends(drawn: House):
    before = len(drawn.told())
    merge(drawn, "micro 1", into="micro 2")
    both(drawn, "micro 2")
    assert told(drawn, before, "ShapeDrawn") == [{"area_id": id_of("micro 2"), "version": 2}]


def test_what_is_founded_has_the_ground_of_what_it_came_of(drawn: House):
    merge(drawn, "micro 1", "micro 2", into=founded("new", "micro", "base 1"))
    both(drawn, "new")
    assert shape_of(drawn, "new")["version"] == 1


def test_the_successor_of_an_abolished_area_takes_in_its_ground(drawn: House):
    abolish(drawn, "micro 1", successor="micro 2")
    both(drawn, "micro 2")


@pytest.mark.parametrize("lacking", ["micro 1", "micro 2"])
def test_where_one_has_no_shape_the_other_stays_as_it_is_and_the_dry_run_names_it(drawn: House, lacking: str):
    drawn.ask("draw_shape", area_id=id_of(lacking), shape=None, seen_version=1)
    before, shape = len(drawn.told()), shape_of(drawn, "micro 2")
    foreseen = merge(drawn, "micro 1", into="micro 2", method="preview_merge")
    assert (foreseen["shape"], foreseen["without_shape"]) == ("stays", [id_of(lacking)])
    merge(drawn, "micro 1", into="micro 2")
    assert shape_of(drawn, "micro 2") == shape
    assert told(drawn, before, "ShapeDrawn", "ShapeRemoved") == []


def test_a_dry_run_says_that_shapes_would_be_joined_and_draws_nothing(drawn: House):
    shape = shape_of(drawn, "micro 2")
    into = founded("new", "micro", "base 1")
    told = [
        merge(drawn, "micro 1", into="micro 2", method="preview_merge"),
        merge(drawn, "micro 1", "micro 2", into=into, method="preview_merge"),
        abolish(drawn, "micro 1", successor="micro 2", method="preview_abolition"),
    ]
    assert [(each["shape"], each["without_shape"]) for each in told] == [("joined", [])] * 3
    assert shape_of(drawn, "micro 2") == shape


@pytest.mark.parametrize(("module", "name"), [(passing_on, "CHARACTERS_AT_MOST"), (geometry, "MOST_PLACES")])
def test_a_shape_that_would_be_too_large_stays_as_it_is(
    drawn: House, monkeypatch: pytest.MonkeyPatch, module: Any, name: str
):
    shape = shape_of(drawn, "micro 2")
    monkeypatch.setattr(module, name, 4)
    foreseen = merge(drawn, "micro 1", into="micro 2", method="preview_merge")
    assert (foreseen["shape"], foreseen["without_shape"]) == ("too_large", [])
    merge(drawn, "micro 1", into="micro 2")
    assert shape_of(drawn, "micro 2") == shape


def test_the_parts_of_a_split_have_no_shape_and_the_dry_run_names_them(drawn: House):
    shape = shape_of(drawn, "micro 1")
    foreseen = split(drawn, "micro 1", "north", method="preview_split")
    assert (foreseen["shape"], foreseen["without_shape"]) == ("stays", [id_of("north")])
    split(drawn, "micro 1", "north")
    assert shape_of(drawn, "north")["shape"] is None
    assert shape_of(drawn, "micro 1") == shape


@pytest.mark.parametrize("how", ["merge", "abolish"])
def test_nobody_waits_for_the_tree_while_shapes_are_joined(
    drawn: House, monkeypatch: pytest.MonkeyPatch, how: str
):
    done: list[str] = []
    for holder, name in ((passing_on, "union"), (SqlTrees, "lock")):
        monkeypatch.setattr(holder, name, noting(done, name, getattr(holder, name)))
    if how == "merge":
        merge(drawn, "micro 1", into="micro 2")
    else:
        abolish(drawn, "micro 1", successor="micro 2")
    assert done == ["union", "lock"]


def noting(done: list[str], name: str, does: Any) -> Any:
    def noted(*given: Any) -> Any:
        done.append(name)
        return does(*given)

    return noted


def test_what_somebody_has_drawn_since_is_joined_as_it_is_now(drawn: House):
    ids = [id_of("micro 1"), id_of("micro 2")]
    with drawn.begin() as tx:
        tx.outlines.prepare(ids)
        tx.shapes.save(Shape(ids[0], a_square(105.0, 31.0, 0.002), 2))
        tx.outlines.join(ids, ids[1])
    assert at(drawn, "105.001", "31.001") == "micro 1"  # of two alike the smaller; both cover it
    places = [place for each in shape_of(drawn, "micro 2")["shape"]["coordinates"] for place in each[0]]
    assert max(lon for lon, _ in places) > 105


def test_a_union_keeps_its_holes_but_not_how_exactly_somebody_drew():
    yard = Outline.of_geojson(polygon(ring(104.0, 30.0, 0.01), ring(104.004, 30.004, 0.002)))
    crack = Outline.of_geojson(polygon(ring(104.02, 30.0, 0.01), ring(104.024, 30.004, 0.000005)))
    joined = union([yard, crack, a_square(104.0, 30.0, 0.001)])
    assert joined is not None
    refuse_crossing(joined)
    joined.must_be_a_districts()
    assert [len(each) for each in joined.polygons] == [2, 1]
    assert not joined.covers((104.005, 30.005))
    assert joined.covers((104.0240025, 30.0040025))
