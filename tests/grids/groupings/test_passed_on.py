"""Groupings of communities that change stay whole, none beside another of its name; tried or done."""

from typing import Any

import pytest

from services.chassis.domain import DomainError
from services.grids.areas.domain.grouping_errors import GroupingAcrossCommunities, GroupingNamesMeet
from tests.grids.areas.changing import abolish, founded, merge, split
from tests.grids.builders import id_of
from tests.grids.dwellings.estates import a_building, enter, give
from tests.grids.groupings.test_borders_after import BOTH, way
from tests.grids.groupings.yards import UNITS, a_grouping, a_span, found, group
from tests.grids.house import House

FIRST = "第一居民小组"


def kept(house: House) -> Any:
    """All that a refusal leaves as it was."""
    areas = house.ask("list_subtree", area_id=id_of("county"), limit=200)["items"]
    return areas, lying(house, "community"), lying(house, "elsewhere"), len(house.told())


def lying(house: House, community: str) -> list[str]:
    """The groupings there, and then the buildings."""
    asked = {"community_id": id_of(community), "limit": 50}
    here = (*house.ask("list_groupings", **asked)["items"], *house.ask("list_buildings", **asked)["items"])
    return [each["id"] for each in here]


def refused(house: House, refusal: type[DomainError], field: str, change: Any) -> Any:
    before = kept(house)
    with pytest.raises(refusal) as told:
        change()
    assert told.value.about == (field,)
    assert kept(house) == before
    return told.value.values


@pytest.fixture
def namesakes(house: House) -> House:
    """A first group in both communities, as there usually is."""
    found(house, a_grouping("one", name=FIRST, kind="residents_group", units=[]))
    found(house, a_grouping("two", name=FIRST, kind="residents_group", units=[]), community="elsewhere")
    return house


@pytest.mark.parametrize("how", BOTH)
@pytest.mark.parametrize("into", ["community", founded("new", "community", "township")])
def test_communities_with_groups_of_one_name_are_not_merged(namesakes: House, how: str, into: Any):
    sources = ["elsewhere"] if isinstance(into, str) else ["elsewhere", "community"]

    def change() -> Any:
        return merge(namesakes, *sources, into=into, method=way("merge", how))

    values = refused(namesakes, GroupingNamesMeet, "sources", change)

    assert values["name"] == FIRST
    assert {values["grouping_id"], values["bearer_id"]} == {id_of("one"), id_of("two")}
    namesakes.ask("close_grouping", grouping_id=id_of("two"), seen_version=1)
    assert change()


@pytest.mark.parametrize("method", ["abolish_area", "preview_abolition"])
def test_a_community_is_not_abolished_into_one_with_a_group_of_the_name(namesakes: House, method: str):
    def change() -> Any:
        return abolish(namesakes, "elsewhere", successor="community", method=method)

    values = refused(namesakes, GroupingNamesMeet, "successor", change)

    assert values == {"grouping_id": id_of("two"), "bearer_id": id_of("one"), "name": FIRST}


def test_groups_with_units_meet_by_their_buildings(house: House):
    enter(house, a_building("A", units=UNITS))
    enter(house, a_building("B", units=UNITS), community_id=id_of("elsewhere"), estate="江畔苑")
    found(house, a_grouping("one", name="院", units=[a_span("A")]))
    found(house, a_grouping("two", name="院", units=[a_span("B")]), community="elsewhere")

    refused(house, GroupingNamesMeet, "sources", lambda: merge(house, "elsewhere", into="community"))


def test_groupings_of_one_name_and_two_kinds_may_meet(house: House):
    found(house, a_grouping("one", name=FIRST, kind="residents_group", units=[]))
    found(house, a_grouping("two", name=FIRST, units=[]), community="elsewhere")

    merge(house, "elsewhere", into="community")

    assert set(lying(house, "community")) == {id_of("one"), id_of("two")}


@pytest.fixture
def halves(house: House) -> House:
    """A building in each of two general-total grids of one community."""
    enter(house, *(a_building(name, units=UNITS) for name in ("A", "B")))
    new = (
        ("total 2", "general_total", "community"),
        ("base 9", "base", "total 2"),
        ("micro 9", "micro", "base 9"),
    )
    house.ask("found_areas", areas=[founded(*each) for each in new])
    give(house, ("A", 1, UNITS, "micro 1"), ("B", 1, UNITS, "micro 9"))
    return house


@pytest.mark.parametrize("how", BOTH)
@pytest.mark.parametrize("primary", [None, "north"])
def test_a_community_is_not_split_through_a_grouping(halves: House, how: str, primary: str | None):
    found(halves, a_grouping("estate", kind="estate", units=[a_span("A"), a_span("B", 1, 1)]))

    def change() -> Any:
        goes, parts = {"total 2": "south"}, ["north", "south"][primary is None :]
        return split(halves, "community", *parts, primary=primary, children=goes, method=way("split", how))

    values = refused(halves, GroupingAcrossCommunities, "children", change)

    assert values == {"grouping_id": id_of("estate"), "name": "estate"}


def test_each_grouping_goes_with_its_buildings_and_what_has_none_stays_with_the_primary(halves: House):
    found(halves, a_grouping("yard A", units=[a_span("A")]), a_grouping("empty", units=[]))
    group(halves, "group B", ("B", 1, UNITS))

    split(halves, "community", "south", children={"total 2": "south"})

    assert set(lying(halves, "community")) == {id_of("yard A"), id_of("empty"), id_of("A")}
    assert set(lying(halves, "south")) == {id_of("group B"), id_of("B")}
