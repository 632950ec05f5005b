"""Whoever names an area that is no more, and may see it, is told so by every room; on both databases."""

from collections.abc import Callable
from typing import Any

import pytest

from services.chassis.domain import DomainError, NotFound
from tests.grids.areas.changing import abolish, merge
from tests.grids.builders import TODAY, id_of
from tests.grids.candidates.pools import a_candidate
from tests.grids.candidates.pools import enter as enter_candidates
from tests.grids.dwellings.estates import a_building, enter, give
from tests.grids.house import House
from tests.grids.organisations.trees import an_organisation, found
from tests.grids.places.huts import a_place
from tests.grids.places.huts import enter as enter_places

PAGE = {"limit": 10}
NAMING = {
    "area_id of coverage": lambda of, area: of.ask("report_coverage", area_id=area, **PAGE),
    "community_id of a list": lambda of, area: of.ask("list_buildings", community_id=area, **PAGE),
    "community_id of an estate": lambda of, area: enter(of, a_building("Z"), community_id=area),
    "places.1.area_id": lambda of, area: enter_places(
        of, a_place("hut"), a_place("late", "community", area_id=area)
    ),
    "organisations.0.area_id": lambda of, area: found(
        of, an_organisation("association", "association", None, area_id=area)
    ),
    "candidates.1.area_id": lambda of, area: enter_candidates(
        of, a_candidate("zhao", "community"), a_candidate("qian", area_id=area)
    ),
    "targets.1.target_id": lambda of, area: of.ask(
        "make_labels",
        targets=[{"kind": "area", "target_id": each} for each in (id_of("community"), area)],
    ),
    "ranges.0.area_id": lambda of, area: of.ask(
        "give_units",
        ranges=[{"building_id": id_of("A"), "first": 1, "last": 1, "area_id": area}],
    ),
}
Naming = Callable[[House, str], Any]


def refused(naming: Naming, house: House, area_id: str) -> DomainError:
    with pytest.raises(DomainError) as told:
        naming(house, area_id)
    return told.value


@pytest.fixture
def ended(house: House) -> House:
    """A community is merged into another, and a grid into its neighbour."""
    enter(house, a_building("A"))
    give(house, ("A", 1, 2, "micro 2"))
    merge(house, "elsewhere", into="community")
    abolish(house, "micro 3", successor="micro 2")
    return house


@pytest.mark.parametrize("field", NAMING)
@pytest.mark.parametrize("area", ["elsewhere", "micro 3"])
def test_what_is_no_more_is_said_to_be_over_since_its_day_where_it_is_named(ended: House, area, field):
    told = len(ended.told())

    refusal = refused(NAMING[field], ended, id_of(area))

    assert (refusal.code, refusal.kind, refusal.about) == ("AreaEnded", "conflict", (field.split()[0],))
    assert refusal.values == {"area_id": id_of(area), "ended_on": TODAY}
    assert len(ended.told()) == told


@pytest.mark.parametrize("field", NAMING)
def test_whoever_may_not_see_it_hears_of_it_as_of_what_never_was(ended: House, field):
    stranger = ended.holding(id_of("micro 2"))

    refusals = [refused(NAMING[field], stranger, id_of(each)) for each in ("elsewhere", "nowhere")]

    assert [type(each) for each in refusals] == [type(refusals[0])] * 2
    assert isinstance(refusals[0], NotFound)


def test_a_table_of_units_that_is_tried_says_so_too(ended: House):
    row = {"building_id": id_of("A"), "first": 1, "last": 1, "area_id": id_of("micro 3")}
    [refusal] = ended.ask("preview_units", ranges=[row])["refused"]
    assert refusal == {"row": 0, "about": ["ranges.0.area_id"], "code": "AreaEnded"}


def test_cases_and_places_of_an_area_that_is_no_more_are_listed_as_far_as_they_lie_there(ended: House):
    for method in ("list_cases", "list_places"):
        assert ended.ask(method, area_id=id_of("micro 3"), **PAGE)["items"] == []
