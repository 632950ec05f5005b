"""Dwellings in no grid yet, and groupings, are foreseen as what lies in grids; on both databases."""

from typing import Any

import pytest

from tests.grids.areas.changing import abolish, founded, lived_in, merge, seen, split
from tests.grids.builders import id_of
from tests.grids.dwellings.estates import a_building, enter, give
from tests.grids.groupings.yards import a_grouping, a_span, found
from tests.grids.house import House


@pytest.fixture
def waiting(house: House) -> House:
    """A: 12 dwellings in grids and a courtyard; B: 6 of 12 in one, and 12 of C in none; a bare yard."""
    lived_in(house)
    enter(house, a_building("B"), a_building("C"), estate="江畔苑")
    give(house, ("B", 1, 1, "micro 3"))
    found(house, a_grouping("yard", name="one"), a_grouping("of B", name="two", units=[a_span("B", 1, 2)]))
    found(house, a_grouping("bare", name="three", units=[]), a_grouping("closed", name="four", units=[]))
    house.ask("close_grouping", grouping_id=id_of("closed"), seen_version=1)
    return house


def counted(told: Any) -> dict[str, tuple[int, int, int]]:
    return {each["name"]: (each["dwellings"], each["buildings"], each["groupings"]) for each in told["parts"]}


def moved(house: House, area: str, under: str) -> tuple[int, int]:
    told = house.ask("preview_move", **seen(house, area), parent_id=id_of(under))
    return told["dwellings"], told["groupings"]


def test_communities_that_merge_take_them_along(waiting: House):
    told = [
        merge(waiting, "community", into="elsewhere", method="preview_merge"),
        abolish(waiting, "community", successor="elsewhere", method="preview_abolition"),
    ]
    assert [counted(each) for each in told] == [{"elsewhere": (36, 3, 3)}] * 2

    new = founded("new", "community", "township")
    told = merge(waiting, "community", "elsewhere", into=new, method="preview_merge")
    assert counted(told) == {"new": (36, 3, 3)}


def test_townships_that_merge_take_along_those_of_their_communities(waiting: House):
    waiting.ask("found_areas", areas=[founded("second", "township", "county")])

    told = merge(waiting, "township", into="second", method="preview_merge")

    assert counted(told) == {"second": (36, 0, 3)}


def test_a_community_that_is_split_gives_each_part_its_own(waiting: House):
    goes: dict[str, Any] = {"primary": "south", "children": {"total": "north"}}

    told = split(waiting, "community", "north", "south", method="preview_split", **goes)

    assert counted(told) == {"south": (12, 1, 1), "north": (24, 2, 2)}


def test_grids_that_merge_take_none_that_lie_in_no_grid(waiting: House):
    told = merge(waiting, "base 2", into="base 1", method="preview_merge")

    assert counted(told) == {"base 1": (6, 0, 0)}


def test_a_move_takes_those_of_the_communities_below_along(waiting: House):
    waiting.ask("found_areas", areas=[founded("second", "township", "county")])

    assert moved(waiting, "community", "second") == (36, 3)
    assert moved(waiting, "township", "county") == (36, 3)
    assert moved(waiting, "base 1", "total") == (12, 0)


def test_what_was_foreseen_is_what_then_lies_there(waiting: House):
    told = merge(waiting, "community", into="elsewhere", method="preview_merge")
    merge(waiting, "community", into="elsewhere")

    coverage = waiting.ask("report_coverage", area_id=id_of("elsewhere"))
    listed = waiting.ask("list_groupings", community_id=id_of("elsewhere"), limit=50)["items"]
    still_open = [each for each in listed if not each["closed_on"]]
    assert counted(told)["elsewhere"][::2] == (coverage["dwellings"], len(still_open))
