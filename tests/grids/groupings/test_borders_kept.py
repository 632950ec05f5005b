"""The three that are never broken (三不破), on both databases: each refuses by its name."""

from typing import Any

import pytest

from services.grids.areas.domain import errors as of_areas
from services.grids.dwellings.domain import errors as of_dwellings
from services.grids.groupings.domain import errors as of_groupings
from tests.grids.builders import id_of
from tests.grids.dwellings.estates import a_building, enter, give, rooms
from tests.grids.groupings.yards import UNITS, a_grouping, a_span, found, group, set_units, units
from tests.grids.house import House


@pytest.fixture
def estate(house: House) -> House:
    """micro 1 and micro 2 lie in base 1, micro 3 in base 2."""
    enter(house, *(a_building(name, units=UNITS) for name in ("A", "B")))
    return house


def move(house: House, area: str, parent: str, seen: int = 1) -> Any:
    return house.ask("move_area", area_id=id_of(area), parent_id=id_of(parent), seen_version=seen)


def lies_in(house: House, building: str) -> set[str | None]:
    return {area for _, _, area in rooms(house, building)}


def test_micro_grids_of_one_base_grid_share_a_group(estate: House):
    group(estate, "first group", ("A", 1, 4), ("B", 1, 1))
    give(estate, ("A", 1, 2, "micro 1"), ("A", 3, 4, "micro 2"))
    give(estate, ("B", 1, 1, "micro 2"), ("B", 2, 4, "micro 3"))
    assert lies_in(estate, "A") == {id_of("micro 1"), id_of("micro 2")}


def test_a_table_that_splits_a_group_between_base_grids_is_refused(estate: House):
    group(estate, "first group", ("A", 1, 4))
    with pytest.raises(of_dwellings.BaseGridSplitsGroup) as refused:
        give(estate, ("B", 1, 4, "micro 3"), ("A", 1, 2, "micro 1"), ("A", 3, 4, "micro 3"))
    assert refused.value.values == {"grouping_id": id_of("first group"), "name": "first group"}
    assert lies_in(estate, "A") | lies_in(estate, "B") == {None}


def test_a_group_that_is_half_given_stays_in_its_base_grid(estate: House):
    group(estate, "first group", ("A", 1, 4))
    give(estate, ("A", 1, 2, "micro 1"))
    with pytest.raises(of_dwellings.BaseGridSplitsGroup):
        give(estate, ("A", 3, 3, "micro 3"))
    with pytest.raises(of_dwellings.BaseGridSplitsGroup):
        give(estate, ("A", 3, 3, "school"))
    give(estate, ("A", 3, 4, "micro 2"))


def test_a_whole_group_may_change_its_base_grid(estate: House):
    group(estate, "first group", ("A", 1, 4))
    give(estate, ("A", 1, 4, "micro 1"))
    give(estate, ("A", 1, 4, "micro 3"))
    assert lies_in(estate, "A") == {id_of("micro 3")}


def test_a_courtyard_may_lie_in_two_base_grids(estate: House):
    found(estate, a_grouping("yard", units=[a_span("A")]))
    give(estate, ("A", 1, 2, "micro 1"), ("A", 3, 4, "micro 3"))
    assert lies_in(estate, "A") == {id_of("micro 1"), id_of("micro 3")}


def test_a_kind_that_the_district_calls_whole_is_never_split_either(estate: House):
    estate.ask("add_grouping_kind", kind="street", name_zh="街巷", name_en="Street", whole=True)
    found(estate, a_grouping("street", kind="street", units=[a_span("A")]))
    with pytest.raises(of_dwellings.BaseGridSplitsGroup):
        give(estate, ("A", 1, 2, "micro 1"), ("A", 3, 4, "micro 3"))


def test_units_of_two_base_grids_are_no_group(estate: House):
    give(estate, ("A", 1, 2, "micro 1"), ("A", 3, 4, "micro 3"))
    with pytest.raises(of_groupings.BaseGridSplitsGroup):
        group(estate, "first group", ("A", 1, 4))
    group(estate, "first group", ("A", 1, 2))
    with pytest.raises(of_groupings.BaseGridSplitsGroup):
        set_units(estate, "first group", 1, ("A", 2, 3))
    assert units(estate, "first group") == [("A", 1), ("A", 2)]


def test_a_micro_grid_does_not_move_away_with_part_of_a_group(estate: House):
    group(estate, "first group", ("A", 1, 4))
    give(estate, ("A", 1, 2, "micro 1"), ("A", 3, 4, "micro 2"))
    with pytest.raises(of_areas.BaseGridSplitsGroup):
        move(estate, "micro 2", "base 2")
    assert estate.ask("get_area", area_id=id_of("micro 2"))["parent_id"] == id_of("base 1")


def test_a_micro_grid_moves_with_whole_groups_and_a_base_grid_with_all_of_its_own(estate: House):
    group(estate, "first group", ("A", 1, 2))
    group(estate, "second group", ("A", 3, 4))
    give(estate, ("A", 1, 2, "micro 1"), ("A", 3, 4, "micro 2"))
    assert move(estate, "micro 2", "base 2")["parent_id"] == id_of("base 2")


def test_a_grid_with_dwellings_does_not_move_into_another_community(estate: House):
    give(estate, ("A", 1, 4, "micro 1"))
    for area, parent in (
        ("micro 1", "base elsewhere"),
        ("base 1", "total elsewhere"),
        ("total", "elsewhere"),
    ):
        with pytest.raises(of_areas.TotalGridCrossesCommunity):
            move(estate, area, parent)
    assert move(estate, "base 2", "total elsewhere")["parent_id"] == id_of("total elsewhere")


def test_a_unit_of_another_community_is_refused_by_the_name_of_the_rule(estate: House):
    with pytest.raises(of_dwellings.TotalGridCrossesCommunity) as refused:
        give(estate, ("A", 1, 1, "micro elsewhere"))
    assert refused.value.about == ("ranges.0.area_id",)


def test_a_unit_that_two_grids_would_hold_is_refused_by_the_name_of_the_rule(estate: House):
    with pytest.raises(of_dwellings.MicroGridSplitsUnit):
        give(estate, ("A", 1, 2, "micro 1"), ("A", 2, 3, "micro 2"))
    assert lies_in(estate, "A") == {None}
