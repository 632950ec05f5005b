"""Splits and merges keep the borders that are never broken (三不破), tried or done: nothing is half done."""

from typing import Any

import pytest

from services.grids.areas.domain.change_errors import (
    BuildingAcrossCommunities,
    MicroGridSplitsUnit,
    UnitTwice,
)
from services.grids.areas.domain.errors import BaseGridSplitsGroup
from tests.grids.areas.changing import abolish, founded, merge, split
from tests.grids.builders import id_of
from tests.grids.dwellings.estates import a_building, enter, give, rooms
from tests.grids.groupings.yards import UNITS, a_grouping, a_span, found, group
from tests.grids.house import House

BOTH = ("preview", "done")


@pytest.fixture
def estate(house: House) -> House:
    """One group half in micro 1 and half in micro 2, both of base 1; micro 3 lies in base 2."""
    enter(house, *(a_building(name, units=UNITS) for name in ("A", "B")))
    group(house, "group", ("A", 1, 4))
    give(house, ("A", 1, 2, "micro 1"), ("A", 3, 4, "micro 2"), ("B", 1, 4, "micro 3"))
    return house


def kept(house: House) -> Any:
    """All that a refusal leaves as it was."""
    areas = house.ask("list_subtree", area_id=id_of("county"), limit=200)["items"]
    return areas, rooms(house, "A"), rooms(house, "B"), len(house.told())


def refused(house: House, field: str, change: Any) -> None:
    before = kept(house)
    with pytest.raises(BaseGridSplitsGroup) as told:
        change()
    assert told.value.values == {"grouping_id": id_of("group"), "name": "group"}
    assert told.value.about == (field,)
    assert kept(house) == before


def way(of: str, how: str) -> str:
    return {"preview": f"preview_{of}", "done": f"{of}_area{'s' if of == 'merge' else ''}"}[how]


@pytest.mark.parametrize("how", BOTH)
@pytest.mark.parametrize("primary", [None, "west"])
def test_a_base_grid_is_not_split_through_a_group(estate: House, how: str, primary: str | None):
    parts, children = ("east", "west"), {"micro 2": "east"}

    def change() -> Any:
        return split(estate, "base 1", *parts, primary=primary, children=children, method=way("split", how))

    refused(estate, "children", change)
    give(estate, ("A", 3, 4, "micro 1"))
    change()


@pytest.mark.parametrize("how", BOTH)
def test_grids_of_one_group_go_to_one_part_together(estate: House, how: str):
    together = {"micro 1": "east", "micro 2": "east"}
    split(estate, "base 1", "east", children=together, method=way("split", how))
    done = split(estate, "base 2", "north", "south", primary="north", method=way("split", how))
    assert done["ended_ids"] == [id_of("base 2")]


@pytest.mark.parametrize("how", BOTH)
def test_a_micro_grid_is_split_through_a_group_within_its_base_grid(estate: House, how: str):
    split(estate, "micro 1", "left", units=[("A", 1, 1, "left")], method=way("split", how))
    halves = [("A", 3, 3, "l")]
    done = split(estate, "micro 2", "l", "r", primary="r", units=halves, method=way("split", how))
    assert done["ended_ids"] == [id_of("micro 2")]


@pytest.mark.parametrize("how", BOTH)
def test_an_exclusive_grid_is_not_split_through_a_group(estate: House, how: str):
    """It lies in no base grid, and counts as its own."""
    give(estate, ("A", 1, 4, "school"))
    halves = [("A", 1, 2, "annex")]
    refused(
        estate,
        "units",
        lambda: split(estate, "school", "annex", units=halves, method=way("split", how)),
    )
    whole = [("A", 1, 4, "annex")]
    split(estate, "school", "annex", units=whole, method=way("split", how))


@pytest.mark.parametrize("how", BOTH)
def test_a_micro_grid_is_not_merged_into_another_base_grid_with_part_of_a_group(estate: House, how: str):
    method = way("merge", how)
    refused(estate, "sources", lambda: merge(estate, "micro 2", into="micro 3", method=method))
    new = founded("new", "micro", "base 2")
    refused(estate, "sources", lambda: merge(estate, "micro 2", into=new, method=method))
    merge(estate, "micro 1", "micro 2", into=new, method=method)


@pytest.mark.parametrize("how", BOTH)
def test_base_grids_are_merged_with_all_their_groups(estate: House, how: str):
    done = merge(estate, "base 1", into="base 2", method=way("merge", how))
    assert done["ended_ids"] == [id_of("base 1")]


def test_an_abolished_grid_does_not_leave_part_of_a_group_to_another_base_grid(estate: House):
    refused(estate, "successor", lambda: abolish(estate, "micro 2", successor="micro 3"))
    abolish(estate, "micro 2", successor="micro 1")


@pytest.mark.parametrize("how", BOTH)
def test_what_is_no_whole_group_may_be_split(estate: House, how: str):
    give(estate, ("A", 1, 4, "micro 1"))
    found(estate, a_grouping("yard", units=[a_span("A"), a_span("B")]))
    done = merge(estate, "micro 1", into="micro 3", method=way("merge", how))
    assert done["ended_ids"] == [id_of("micro 1")]


@pytest.mark.parametrize("how", BOTH)
def test_a_unit_that_two_parts_would_hold_is_refused_by_the_name_of_the_rule(estate: House, how: str):
    before = kept(estate)
    for second, error in (("b", MicroGridSplitsUnit), ("a", UnitTwice)):
        twice = [("A", 1, 2, "a"), ("A", 2, 2, second)]
        with pytest.raises(error):
            split(estate, "micro 1", "a", "b", units=twice, method=way("split", how))
    assert kept(estate) == before


@pytest.mark.parametrize("how", BOTH)
def test_a_building_is_not_split_between_communities(estate: House, how: str):
    new = founded("total 2", "general_total", "community")
    estate.ask("found_areas", areas=[new])
    estate.ask("move_area", area_id=id_of("base 2"), parent_id=id_of("total 2"), seen_version=1)
    give(estate, ("B", 1, 1, "micro 1"))
    before = kept(estate)
    with pytest.raises(BuildingAcrossCommunities):
        split(estate, "community", "north", children={"total 2": "north"}, method=way("split", how))
    assert kept(estate) == before


def test_a_table_that_splits_a_group_is_shown_before_it_is_saved(estate: House):
    ranges = [{"building_id": id_of("A"), "first": 3, "last": 4, "area_id": id_of("micro 3")}]
    before = kept(estate)
    shown = estate.ask("preview_units", ranges=ranges)["refused"]
    assert shown == [{"row": None, "about": ["ranges"], "code": "BaseGridSplitsGroup"}]
    whole = [ranges[0] | {"first": 1}]
    assert estate.ask("preview_units", ranges=whole)["refused"] == []
    assert kept(estate) == before
