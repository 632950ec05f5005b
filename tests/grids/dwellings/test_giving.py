"""A table of ranges gives each unit once and whole; what it leaves out and says twice is shown."""

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.grids.dwellings.domain.building import Building
from services.grids.dwellings.domain.giving import (
    Double,
    Ground,
    Span,
    Unit,
    UnitRange,
    doubles,
    gaps,
    given_by,
    given_elsewhere,
    slips,
    spans,
)
from services.grids.levels.domain.scheme import USUAL

TABLES = st.lists(
    st.builds(
        UnitRange,
        st.sampled_from(["A", "B", "C"]),
        st.integers(1, 7),
        st.integers(1, 7),
        st.sampled_from(["one", "two", "base", "there", "nowhere"]),
    ),
    max_size=6,
)


def ground(**held: Any) -> Ground:
    """Buildings A and B of five units each; the units that are named lie in a grid: `A2="one"`."""
    return Ground(
        USUAL,
        {
            "one": ("micro", "here"),
            "two": ("exclusive", "here"),
            "base": ("base", "here"),
            "there": ("micro", "there"),
        },
        {name: Building(name, "here", "estate", name, 5, 30) for name in "AB"},
        {(name, unit): Unit(6, held.get(f"{name}{unit}")) for name in "AB" for unit in range(1, 6)},
    )


def table(*rows: tuple[str, int, int, str]) -> list[UnitRange]:
    return [UnitRange(*row) for row in rows]


def told(*rows: tuple[str, int, int, str]) -> list[tuple[int | None, str, tuple[str, ...]]]:
    return [(wrong.row, wrong.code, wrong.about) for wrong in slips(table(*rows), ground())]


@pytest.mark.parametrize(
    ("row", "code", "fields"),
    [
        (("A", 3, 2, "one"), "RangeReversed", ("first", "last")),
        (("A", 5, 6, "one"), "UnitUnknown", ("first", "last")),
        (("C", 1, 1, "one"), "BuildingUnknown", ("building_id",)),
        (("A", 1, 1, "nowhere"), "AreaUnknown", ("area_id",)),
        (("A", 1, 1, "base"), "HoldsNoDwellings", ("area_id",)),
        (("A", 1, 1, "there"), "TotalGridCrossesCommunity", ("area_id",)),
        (("B", 5, 5, "two"), "MicroGridSplitsUnit", ("first", "last")),
        (("B", 5, 5, "one"), "UnitTwiceInBatch", ("first", "last")),
    ],
)
def test_each_refusal_names_its_row_and_the_fields_in_it(row: Any, code: str, fields: tuple[str, ...]):
    good = ("B", 1, 5, "one")
    assert told(good, row) == [(1, code, tuple(f"ranges.1.{name}" for name in fields))]


def test_the_ends_of_a_range_belong_to_it_and_one_unit_is_a_range():
    given = given_by(table(("A", 1, 5, "one"), ("B", 3, 3, "two")), ground())
    assert given == {**{("A", unit): "one" for unit in range(1, 6)}, ("B", 3): "two"}


@given(TABLES)
def test_what_is_given_is_given_once_to_a_grid_of_its_community_or_a_row_is_named(rows: list[UnitRange]):
    there = ground()
    if wrong := list(slips(rows, there)):
        assert all(each.about and each.about[0].startswith(f"ranges.{each.row}.") for each in wrong)
        with pytest.raises(type(wrong[0])):
            given_by(rows, there)
        return
    given = given_by(rows, there)
    assert doubles(rows) == []
    assert len(given) == sum(each.last - each.first + 1 for each in rows)
    assert given.keys() <= there.units.keys()
    assert {there.places[area_id] for area_id in given.values()} <= {("micro", "here"), ("exclusive", "here")}


@given(st.dictionaries(st.tuples(st.sampled_from("AB"), st.integers(1, 9)), st.sampled_from("xy")))
def test_spans_say_the_same_as_the_units_one_by_one(units: dict[tuple[str, int], str]):
    said = spans(units.items())
    again = {
        (each.building_id, unit): each.area_id for each in said for unit in range(each.first, each.last + 1)
    }
    assert again == units
    assert all(
        (one.building_id, one.area_id, one.last + 1) != (other.building_id, other.area_id, other.first)
        for one, other in pairwise(said)
    )


def test_what_lies_in_no_grid_and_is_left_out_is_a_gap():
    there = ground(A2="one")
    assert gaps({("A", 4)}, there) == [
        Span("A", 1, 1, None),
        Span("A", 3, 3, None),
        Span("A", 5, 5, None),
        Span("B", 1, 5, None),
    ]


def test_what_two_rows_speak_of_is_a_double():
    rows = table(("A", 1, 3, "one"), ("B", 1, 1, "one"), ("A", 3, 4, "two"))
    assert doubles(rows) == [Double("A", 3, (0, 2))]


def test_what_lies_in_another_grid_is_shown_with_it_and_what_stays_is_not():
    there = ground(A1="two", A2="two", A3="one")
    asked = {("A", unit): "one" for unit in range(1, 5)}
    assert given_elsewhere(asked, there) == [Span("A", 1, 2, "two")]
