"""Where a community holds dwellings itself, its buildings go where their units do; on both databases."""

from dataclasses import replace

import pytest

from services.grids.areas.domain.change_errors import BuildingAcrossCommunities
from services.grids.areas.domain.grouping_errors import GroupingAcrossCommunities
from services.grids.levels.domain.scheme import USUAL
from tests.grids.areas.changing import merge, split
from tests.grids.builders import TODAY, id_of
from tests.grids.dwellings.estates import a_building, enter, give, rooms
from tests.grids.groupings.yards import a_grouping, a_span, found
from tests.grids.house import House
from tests.grids.levels.schemes import as_json


@pytest.fixture
def without_grids(house: House) -> House:
    """Two buildings of two units lie in a community, and in no grid."""
    levels = tuple(
        replace(each, holds_dwellings=each.holds_dwellings or each.kind == "community")
        for each in USUAL.levels
    )
    house.ask("write_level_scheme", valid_from=TODAY.isoformat(), seen_version=0, levels=as_json(levels))
    enter(house, a_building("A"), a_building("B"))
    give(house, ("A", 1, 2, "community"), ("B", 1, 2, "community"))
    return house


def standing(house: House, community: str) -> list[str]:
    items = house.ask("list_buildings", community_id=id_of(community), limit=50)["items"]
    return sorted(each["name"] for each in items)


def lying(house: House, building: str) -> set[str | None]:
    return {area for _, _, area in rooms(house, building)}


def test_buildings_of_a_community_that_ends_stand_in_its_successor(without_grids: House):
    merge(without_grids, "community", into="elsewhere")

    assert standing(without_grids, "elsewhere") == ["A", "B"]
    assert lying(without_grids, "A") == {id_of("elsewhere")}


def test_buildings_go_to_the_part_that_has_their_units(without_grids: House):
    split(without_grids, "community", "north", "south", primary="north", units=[("B", 1, 2, "south")])

    assert (standing(without_grids, "north"), standing(without_grids, "south")) == (["A"], ["B"])


def test_they_leave_a_community_that_goes_on(without_grids: House):
    split(without_grids, "community", "south", units=[("B", 1, 2, "south")])

    assert (standing(without_grids, "community"), standing(without_grids, "south")) == (["A"], ["B"])
    assert lying(without_grids, "B") == {id_of("south")}


@pytest.mark.parametrize("primary", [None, "north"])
@pytest.mark.parametrize("method", ["split_area", "preview_split"])
def test_no_building_is_split_between_communities_by_its_units(without_grids: House, primary, method):
    parts, units = ["north", "south"][primary is None :], [("B", 1, 1, "south")]
    with pytest.raises(BuildingAcrossCommunities):
        split(without_grids, "community", *parts, primary=primary, units=units, method=method)


def test_no_grouping_is_split_between_communities_by_their_units(without_grids: House):
    found(without_grids, a_grouping("yard", units=[a_span("A", 1, 1), a_span("B", 1, 1)]))
    with pytest.raises(GroupingAcrossCommunities):
        split(without_grids, "community", "south", units=[("B", 1, 2, "south")])
