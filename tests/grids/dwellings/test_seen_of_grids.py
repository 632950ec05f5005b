"""Whoever has a grid alone sees the dwellings that it holds, and no others; on both databases."""

import pytest

from services.grids.dwellings.domain.errors import AreaUnknown, BuildingUnknown
from tests.grids.builders import id_of
from tests.grids.dwellings.estates import a_building, enter, give, rooms
from tests.grids.house import House

COMMUNITY = {"community_id": id_of("community")}


@pytest.fixture
def estate(house: House) -> House:
    """Of A a unit in each of two grids and one in none; B in the second; C in none."""
    enter(house, a_building("A", units=3), a_building("B", units=1), a_building("C", units=1))
    give(house, ("A", 1, 1, "micro 1"), ("A", 2, 2, "micro 2"), ("B", 1, 1, "micro 2"))
    return house


def worker(estate: House, area: str) -> House:
    return estate.holding(id_of(area))


def named(house: House) -> list[str]:
    return [each["name"] for each in house.ask("list_buildings", **COMMUNITY)["items"]]


def test_the_buildings_with_dwellings_of_the_grid_are_listed(estate: House):
    assert named(worker(estate, "micro 1")) == ["A"]
    assert named(worker(estate, "micro 2")) == ["A", "B"]
    assert named(worker(estate, "community")) == ["A", "B", "C"]


def is_shown(house: House, building: str) -> bool:
    try:
        return bool(house.ask("get_building", building_id=id_of(building))["name"] == building)
    except BuildingUnknown:
        return False


def test_a_building_is_shown_alone_to_whoever_it_is_listed_for(estate: House):
    for area in ("community", "micro 1", "micro 2", "base 1", "school"):
        mine = worker(estate, area)
        listed = [] if area == "school" else named(mine)
        assert [each for each in "ABC" if is_shown(mine, each)] == listed
    whole = estate.ask("get_building", building_id=id_of("A"))
    assert whole in estate.ask("list_buildings", **COMMUNITY)["items"]
    with pytest.raises(BuildingUnknown):
        estate.ask("get_building", building_id=id_of("nowhere"))


def test_of_a_building_the_grid_s_own_dwellings_are_listed(estate: House):
    assert {unit for unit, _, _ in rooms(worker(estate, "micro 1"), "A")} == {1}
    assert {unit for unit, _, _ in rooms(worker(estate, "micro 2"), "A")} == {2}
    assert {unit for unit, _, _ in rooms(worker(estate, "community"), "A")} == {1, 2, 3}


def test_a_base_grid_sees_what_lies_in_the_grids_below_it(estate: House):
    above = worker(estate, "base 1")
    assert named(above) == ["A", "B"]
    assert {unit for unit, _, _ in rooms(above, "A")} == {1, 2}


def test_a_grid_without_dwellings_there_sees_nothing_of_it(estate: House):
    with pytest.raises(BuildingUnknown):
        rooms(worker(estate, "micro 1"), "B")
    with pytest.raises(AreaUnknown):
        named(worker(estate, "school"))


def test_what_is_given_to_another_grid_is_no_longer_seen(estate: House):
    mine = worker(estate, "micro 1")
    give(estate, ("A", 1, 1, "micro 2"))
    with pytest.raises(BuildingUnknown):
        rooms(mine, "A")
    with pytest.raises(AreaUnknown):
        named(mine)


def test_what_lies_in_no_grid_is_the_community_s(estate: House):
    with pytest.raises(AreaUnknown):
        worker(estate, "micro 1").ask("report_coverage", area_id=id_of("community"))


def test_it_comes_in_pages(estate: House):
    mine = worker(estate, "micro 2")
    first = mine.ask("list_buildings", limit=1, **COMMUNITY)
    rest = mine.ask("list_buildings", limit=1, after=first["next"], **COMMUNITY)
    assert [each["name"] for each in (*first["items"], *rest["items"])] == ["A", "B"]
    assert rest["next"] is None
