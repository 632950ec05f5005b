"""A grant on a grouping is a grant on its units: whoever holds one sees them, and nothing beside."""

import pytest

from services.grids.dwellings.domain.errors import AreaUnknown, BuildingUnknown
from services.grids.groupings.domain.errors import GroupingUnknown
from tests.grids.builders import id_of
from tests.grids.dwellings.estates import a_building, enter, rooms
from tests.grids.groupings.yards import UNITS, a_grouping, a_span, found, set_units, units
from tests.grids.house import House

COMMUNITY = {"community_id": id_of("community")}


@pytest.fixture
def estate(house: House) -> House:
    enter(house, *(a_building(name, units=UNITS) for name in ("A", "B", "C")))
    found(
        house,
        a_grouping("yard", units=[a_span("A", 2, 3), a_span("B", 1, 1)]),
        a_grouping("other yard", units=[a_span("A", 1, 1)]),
    )
    return house


@pytest.fixture
def holder(estate: House) -> House:
    return estate.holding(id_of("yard"))


def test_a_holder_sees_the_dwellings_of_the_units_and_no_others(holder: House):
    assert {unit for unit, _, _ in rooms(holder, "A")} == {2, 3}
    assert {unit for unit, _, _ in rooms(holder, "B")} == {1}
    with pytest.raises(BuildingUnknown):
        rooms(holder, "C")


def test_a_holder_sees_the_buildings_in_which_the_units_are(holder: House):
    shown = holder.ask("list_buildings", **COMMUNITY)["items"]
    assert [each["name"] for each in shown] == ["A", "B"]


def test_a_holder_sees_the_grouping_and_no_other(holder: House):
    assert sorted(units(holder, "yard")) == [("A", 2), ("A", 3), ("B", 1)]
    assert [each["name"] for each in holder.ask("list_groupings", **COMMUNITY)["items"]] == ["yard"]
    with pytest.raises(GroupingUnknown):
        holder.ask("get_grouping", grouping_id=id_of("other yard"))


def test_a_holder_has_no_area_by_it(holder: House):
    with pytest.raises(AreaUnknown):
        holder.ask("report_coverage", area_id=id_of("community"))
    assert holder.ask("list_tops")["items"] == []


def test_a_holder_with_an_area_of_their_own_sees_both(estate: House):
    both = estate.holding(id_of("elsewhere"), id_of("yard"))
    assert {unit for unit, _, _ in rooms(both, "A")} == {2, 3}
    whole = estate.holding(id_of("community"), id_of("yard"))
    assert {unit for unit, _, _ in rooms(whole, "A")} == set(range(1, UNITS + 1))


def test_what_leaves_the_grouping_is_no_longer_seen(estate: House, holder: House):
    set_units(estate, "yard", 1, ("B", 1, 1))
    with pytest.raises(BuildingUnknown):
        rooms(holder, "A")
    estate.ask("close_grouping", grouping_id=id_of("yard"), seen_version=2)
    with pytest.raises(BuildingUnknown):
        rooms(holder, "B")


def test_another_district_knows_nothing_of_it(holder: House):
    with pytest.raises(AreaUnknown):
        holder.elsewhere().ask("list_buildings", **COMMUNITY)
