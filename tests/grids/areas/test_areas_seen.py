"""Who sees which areas, on both databases."""

import pytest

from services.grids.areas.domain.errors import AreaUnknown, CodeUnknown
from tests.grids.areas.reading import names
from tests.grids.builders import COMMUNITY_CODE, id_of
from tests.grids.house import statements

HELD = ["community", "total", "base 1", "micro 1", "school"]
NOT_HELD = ["county", "township", "elsewhere", "base elsewhere", "micro elsewhere"]


@pytest.mark.parametrize("area", HELD)
def test_the_subtree_that_a_caller_holds_is_seen(house, area):
    holder = house.holding(id_of("community"))

    assert holder.ask("get_area", area_id=id_of(area))["name"] == area
    assert names(holder, "list_subtree", area_id=id_of(area))[0] == area
    assert holder.ask("list_children", area_id=id_of(area))["next"] is None


@pytest.mark.parametrize("area", [*NOT_HELD, "nowhere"])
@pytest.mark.parametrize("method", ["get_area", "list_children", "list_subtree"])
def test_what_lies_outside_is_as_unknown_as_what_is_nowhere(house, area, method):
    with pytest.raises(AreaUnknown) as refused:
        house.holding(id_of("community")).ask(method, area_id=id_of(area))

    assert refused.value.values == {"area_id": id_of(area)}


def test_searches_and_codes_end_at_the_callers_areas(house):
    inside, outside = house.holding(id_of("community")), house.holding(id_of("elsewhere"))

    assert names(inside, "search_areas", name_prefix="micro") == ["micro 1", "micro 2", "micro 3"]
    assert names(outside, "search_areas", name_prefix="micro") == ["micro elsewhere"]
    with pytest.raises(CodeUnknown):
        outside.ask("resolve_code", scheme="NBS2023", code=COMMUNITY_CODE)


def test_who_holds_two_areas_sees_both(house):
    holder = house.holding(id_of("base 1"), id_of("elsewhere"))

    assert names(holder, "search_areas", name_prefix="micro") == ["micro 1", "micro 2", "micro elsewhere"]


def test_a_callers_ground_begins_with_what_nothing_they_see_stands_above(house):
    assert names(house, "list_tops") == ["county"]
    assert names(house.holding(id_of("community")), "list_tops") == ["community"]
    two = house.holding(id_of("base 1"), id_of("micro 1"), id_of("elsewhere"))
    assert names(two, "list_tops") == ["base 1", "elsewhere"]


def test_who_holds_nothing_sees_nothing(house):
    nobody = house.holding()

    assert names(nobody, "search_areas", name_prefix="m") == names(nobody, "feed_areas") == []
    assert names(nobody, "list_tops") == []


def test_another_district_sees_nothing(house):
    there = house.elsewhere()

    assert names(there, "search_areas", name_prefix="m") == names(there, "feed_areas") == []
    with pytest.raises(AreaUnknown):
        there.ask("get_area", area_id=id_of("county"))


def test_the_feed_has_what_the_events_told(house):
    house.ask("move_area", area_id=id_of("base 1"), parent_id=id_of("total elsewhere"), seen_version=1)

    told = {row["id"]: row for event in house.told() for row in event["data"]["rows"]}
    for moved in ("micro 1", "micro 2"):
        told[id_of(moved)]["path"] = told[id_of(moved)]["path"].replace("1/2/3/5/", "1/2/4/6/")
    fed = house.ask("feed_areas")
    assert ({row["id"]: row for row in fed["items"]}, fed["tree_version"]) == (told, 1)


@pytest.mark.parametrize(
    ("method", "asked", "expected"),
    [
        ("get_area", {"area_id": id_of("base 1")}, 1),
        ("list_children", {"area_id": id_of("base 1")}, 1),
        ("list_subtree", {"area_id": id_of("base 1")}, 2),
        ("search_areas", {"name_prefix": "micro"}, 1),
        ("resolve_code", {"scheme": "NBS2023", "code": COMMUNITY_CODE}, 1),
        ("feed_areas", {}, 1),
        ("read_tree_log", {}, 2),
    ],
)
@pytest.mark.parametrize("held", [None, "community"])
def test_a_reading_takes_one_statement_or_two(house, method, asked, expected, held):
    caller = house.holding(id_of(held)) if held else house
    with statements() as sent:
        caller.ask(method, **asked)

    assert len(sent) == expected
