"""Every dwelling lies in one micro-grid or exclusive grid, and those that lie in none are shown (S2.58)."""

from typing import Any

import pytest

from services.grids.dwellings.domain.errors import AreaUnknown, NotACommunity, TooManyUnits
from services.grids.dwellings.store import dwellings
from tests.grids.areas.changing import founded, merge, split
from tests.grids.builders import id_of
from tests.grids.dwellings.estates import a_building, enter, give, rooms
from tests.grids.house import House, statements

TWO = (a_building("A"), a_building("B", units=1))


def coverage(house: House, **more: Any) -> Any:
    return house.ask("report_coverage", **{"area_id": id_of("community")} | more)


def figures(house: House) -> tuple[int, int]:
    found = coverage(house)
    return found["dwellings"], found["uncovered"]


def preview(house: House, *ranges: tuple[str, int, int, str]) -> Any:
    asked = [
        {"building_id": id_of(building), "first": first, "last": last, "area_id": id_of(area)}
        for building, first, last, area in ranges
    ]
    return house.ask("preview_units", ranges=asked)


def test_a_community_without_buildings_has_nothing_uncovered(house: House):
    assert coverage(house) == {"items": [], "next": None, "dwellings": 0, "uncovered": 0, "doubly_covered": 0}


def test_no_dwelling_can_lie_in_two_grids(house: House):
    """One row each, and one area in it; whoever gives a unit anew takes it from where it was."""
    assert [column.name for column in dwellings.primary_key] == ["district", "id"]
    assert [column.name for column in dwellings.c if "area" in column.name] == ["area_id"]
    enter(house, *TWO)
    for area in ("micro 1", "micro 2"):
        give(house, ("A", 1, 2, area), ("B", 1, 1, area))
        lies = [held for _, _, held in rooms(house, "A") + rooms(house, "B")]
        assert lies == [id_of(area)] * 18
        assert coverage(house)["doubly_covered"] == 0


def test_what_has_entered_is_uncovered_until_its_unit_is_given(house: House):
    enter(house, *TWO)
    assert figures(house) == (18, 18)
    give(house, ("A", 1, 1, "micro 1"), ("B", 1, 1, "school"))
    left = coverage(house)
    assert (left["dwellings"], left["uncovered"]) == (18, 6)
    assert {(each["estate"], each["building"], each["unit"]) for each in left["items"]} == {
        ("锦绣苑", "A", 2)
    }
    give(house, ("A", 2, 2, "micro 3"))
    assert coverage(house) == {
        "items": [],
        "next": None,
        "dwellings": 18,
        "uncovered": 0,
        "doubly_covered": 0,
    }


def test_a_unit_that_changes_its_grid_is_covered_once(house: House):
    enter(house, *TWO)
    give(house, ("A", 1, 2, "micro 1"))
    give(house, ("A", 1, 2, "micro 2"))
    assert figures(house) == (18, 6)
    assert {area for _, _, area in rooms(house, "A")} == {id_of("micro 2")}


def test_a_refused_table_leaves_the_figures_as_they_were(house: House):
    enter(house, *TWO)
    with pytest.raises(AreaUnknown):
        give(house, ("A", 1, 2, "micro 1"), ("B", 1, 1, "nowhere"))
    assert figures(house) == (18, 18)


def test_the_uncovered_come_page_by_page_by_address(house: House):
    enter(house, *TWO)
    first = coverage(house, limit=10)
    rest = coverage(house, limit=10, after=first["next"])
    found = [(each["building"], each["unit"], each["room"]) for each in first["items"] + rest["items"]]
    assert (found, rest["next"]) == (sorted(found), None)
    assert (len(set(found)), rest["uncovered"]) == (18, 18)


def test_the_figures_are_kept_and_not_counted(house: House):
    enter(house, *TWO)
    with statements() as sent:
        coverage(house)
    assert sent == ["SELECT areas", "SELECT coverage", "SELECT dwellings"]


def test_outside_ones_areas_no_coverage_is_shown(house: House):
    enter(house, *TWO)
    for there in (house.holding(id_of("elsewhere")), house.elsewhere()):
        with pytest.raises(AreaUnknown):
            coverage(there)


def test_only_a_community_has_such_figures(house: House):
    with pytest.raises(NotACommunity):
        coverage(house, area_id=id_of("micro 1"))


def test_a_preview_shows_gaps_doubles_and_what_is_taken_away_and_changes_nothing(house: House):
    enter(house, *TWO)
    give(house, ("A", 1, 1, "micro 2"))
    seen = preview(house, ("A", 1, 1, "micro 1"), ("B", 1, 1, "micro 1"), ("B", 1, 1, "micro 3"))
    assert (seen["units"], seen["dwellings"]) == (2, 12)
    assert seen["gaps"] == [{"building_id": id_of("A"), "first": 2, "last": 2, "area_id": None}]
    assert seen["doubles"] == [{"building_id": id_of("B"), "unit": 1, "rows": [1, 2]}]
    assert seen["given_elsewhere"] == [
        {"building_id": id_of("A"), "first": 1, "last": 1, "area_id": id_of("micro 2")}
    ]
    assert seen["refused"] == [
        {"row": 2, "about": ["ranges.2.first", "ranges.2.last"], "code": "MicroGridSplitsUnit"}
    ]
    assert figures(house) == (18, 12)


def test_a_preview_shows_nothing_of_buildings_that_are_not_ones_own(house: House):
    enter(house, *TWO)
    seen = preview(house.holding(id_of("elsewhere")), ("A", 1, 1, "micro elsewhere"))
    assert (seen["units"], seen["gaps"]) == (0, [])
    assert [each["code"] for each in seen["refused"]] == ["BuildingUnknown"]


def test_a_table_has_five_hundred_units_at_most(house: House):
    enter(house, *(a_building(f"tower {number}", units=99, floors=1) for number in range(6)))
    most = [(f"tower {number}", 1, 99, "micro 1") for number in range(5)]
    give(house, *most, ("tower 5", 1, 5, "micro 1"))
    with pytest.raises(TooManyUnits):
        give(house, *most, ("tower 5", 1, 6, "micro 1"))
    with pytest.raises(TooManyUnits):
        preview(house, *most, ("tower 5", 1, 6, "micro 1"))


def test_buildings_that_come_into_another_community_are_counted_there(house: House):
    """Split off it, or merged with it: no dwelling is counted twice, or nowhere."""
    enter(house, *TWO)
    give(house, ("A", 1, 1, "micro 1"), ("B", 1, 1, "micro 3"))
    new = founded("total 2", "general_total", "community")
    house.ask("found_areas", areas=[new])
    house.ask("move_area", area_id=id_of("base 2"), parent_id=id_of("total 2"), seen_version=1)
    split(house, "community", "north", children={"total": "north"})
    north = coverage(house, area_id=id_of("north"))
    assert ((north["dwellings"], north["uncovered"]), figures(house)) == ((12, 6), (6, 0))
    merge(house, "north", into="community")
    assert figures(house) == (18, 6)
