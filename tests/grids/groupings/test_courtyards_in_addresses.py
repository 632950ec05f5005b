"""An address has its courtyard, where there is one: between the grid and the building (S2.60)."""

import pytest

from tests.grids.builders import id_of
from tests.grids.dwellings.estates import a_building, enter, give
from tests.grids.groupings.yards import a_grouping, a_span, found, set_units
from tests.grids.house import House

Courts = dict[int, str | None]


@pytest.fixture
def estate(house: House) -> House:
    """Of four units two in a courtyard, two in a residents' group; the last in a grid."""
    enter(house, a_building("A", units=4))
    found(house, a_grouping("yard"), a_grouping("group", kind="residents_group", units=[a_span("A", 2, 3)]))
    give(house, ("A", 4, 4, "micro 1"))
    return house


def courts(house: House) -> Courts:
    items = house.ask("list_dwellings", building_id=id_of("A"), limit=200)["items"]
    return {each["unit"]: each["courtyard"] for each in items}


def uncovered(house: House) -> Courts:
    items = house.ask("report_coverage", area_id=id_of("community"), limit=200)["items"]
    return {each["unit"]: each["courtyard"] for each in items}


def test_dwellings_are_listed_with_the_courtyard_of_their_unit(estate: House):
    assert courts(estate) == {1: "yard", 2: "yard", 3: None, 4: None}
    assert uncovered(estate) == {1: "yard", 2: "yard", 3: None}


def test_it_is_the_courtyard_of_today_and_called_as_it_is_called(estate: House):
    set_units(estate, "yard", 1, ("A", 2, 4))
    estate.ask("rename_grouping", grouping_id=id_of("yard"), name="红旗院", seen_version=2)
    assert courts(estate) == {1: None, 2: "红旗院", 3: "红旗院", 4: "红旗院"}

    estate.ask("close_grouping", grouping_id=id_of("yard"), seen_version=3)
    assert set(courts(estate).values()) == {None}


def test_whoever_has_a_grid_alone_sees_it_too(estate: House):
    set_units(estate, "yard", 1, ("A", 4, 4))
    assert courts(estate.holding(id_of("micro 1"))) == {4: "yard"}
