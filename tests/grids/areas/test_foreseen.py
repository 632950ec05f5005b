"""What is said of a move and of an end before either is done; on both databases."""

from typing import Any

import pytest

from services.chassis.errors import StaleVersion
from services.grids.areas.domain.change_errors import (
    AreaNotEmpty,
    EffectiveBeforeFounding,
    EffectiveInFuture,
    TargetAmongSources,
)
from services.grids.areas.domain.errors import (
    AreaUnknown,
    BaseGridSplitsGroup,
    MoveMakesCycle,
    ParentKindWrong,
    TotalGridCrossesCommunity,
)
from tests.grids.areas.changing import abolish, lived_in, merge, seen, split
from tests.grids.builders import id_of
from tests.grids.dwellings.estates import a_building, enter, give
from tests.grids.groupings.yards import a_span
from tests.grids.house import House
from tests.grids.places.huts import a_place
from tests.grids.places.huts import enter as open_places

WRONG = [
    ("base 1", "micro 1", {}, MoveMakesCycle),
    ("micro 1", "total", {}, ParentKindWrong),
    ("micro 1", "nowhere", {}, AreaUnknown),
    ("base 1", "total elsewhere", {}, TotalGridCrossesCommunity),
    ("micro 1", "base 2", {"effective_on": "2026-03-16"}, EffectiveInFuture),
    ("micro 1", "base 2", {"effective_on": "2026-03-04"}, EffectiveBeforeFounding),
]


def foreseen(house: House, area: str, under: str, method: str = "preview_move", **more: Any) -> Any:
    return house.ask(method, **seen(house, area), parent_id=id_of(under), **more)


def test_a_move_says_what_comes_along_and_moves_nothing(house: House):
    lived_in(house)
    before = (house.told(), house.ask("feed_areas", limit=200))

    told = foreseen(house, "base 1", "total")

    assert told == {
        "area_id": id_of("base 1"), "from_id": id_of("total"), "parent_id": id_of("total"),
        "effective_on": "2026-03-15", "leaves_id": None, "enters_id": None,
        "kinds": [{"kind": "micro", "count": 2}],
        "dwellings": 12, "posts": 1, "places": 0, "organisations": 0, "open_cases": 1, "groupings": 0,
        "candidates": 0,
    }  # fmt: skip
    assert (house.told(), house.ask("feed_areas", limit=200)) == before


def test_a_move_names_the_communities_that_it_leaves_and_enters(house: House):
    told = foreseen(house, "base 2", "total elsewhere")

    assert (told["leaves_id"], told["enters_id"]) == (id_of("community"), id_of("elsewhere"))


@pytest.mark.parametrize(("area", "under", "more", "refusal"), WRONG)
@pytest.mark.parametrize("method", ["move_area", "preview_move"])
def test_a_move_is_foreseen_to_be_refused_for_what_it_is_refused_for(
    house: House, area, under, more, refusal, method
):
    lived_in(house)
    with pytest.raises(refusal):
        foreseen(house, area, under, method, **more)


@pytest.mark.parametrize("method", ["move_area", "preview_move"])
def test_a_move_that_would_split_a_residents_group_is_refused(house: House, method):
    enter(house, a_building("A"))
    give(house, ("A", 1, 1, "micro 1"), ("A", 2, 2, "micro 2"))
    group = {
        "id": id_of("g"), "kind": "residents_group", "name": "第一居民小组", "units": [a_span("A", 1, 2)],
    }  # fmt: skip
    house.ask("found_groupings", community_id=id_of("community"), groupings=[group])

    with pytest.raises(BaseGridSplitsGroup) as refused:
        foreseen(house, "micro 1", "base 2", method)

    assert refused.value.about == ("parent_id",)


def test_a_stale_move_is_not_foreseen(house: House):
    with pytest.raises(StaleVersion):
        house.ask("preview_move", area_id=id_of("base 1"), parent_id=id_of("total"), seen_version=7)


def test_an_end_says_what_goes_to_the_successor_and_ends_nothing(house: House):
    lived_in(house)
    before = (house.told(), house.ask("feed_areas", limit=200))

    told = abolish(house, "micro 1", successor="micro 2", method="preview_abolition")

    [part] = told["parts"]
    assert (told["kind"], told["ended_ids"], told["posts"]) == ("abolished", [id_of("micro 1")], 1)
    assert (part["area_id"], part["dwellings"], part["open_cases"]) == (id_of("micro 2"), 6, 1)
    assert (house.told(), house.ask("feed_areas", limit=200)) == before


def test_the_end_of_an_empty_area_is_foreseen_without_a_successor(house: House):
    told = abolish(house, "micro 3", method="preview_abolition")

    assert (told["ended_ids"], told["parts"], told["posts"]) == ([id_of("micro 3")], [], 0)


@pytest.mark.parametrize(
    ("area", "successor", "refusal"),
    [("micro 1", None, AreaNotEmpty), ("micro 1", "micro 1", TargetAmongSources)],
)
def test_an_end_is_foreseen_to_be_refused_for_what_it_is_refused_for(house: House, area, successor, refusal):
    lived_in(house)
    with pytest.raises(refusal):
        abolish(house, area, successor=successor, method="preview_abolition")


def test_a_merge_counts_what_comes_along_however_far_below(house: House):
    lived_in(house)
    open_places(house, a_place("hut", "micro 1"))

    [part] = merge(house, "community", into="elsewhere", method="preview_merge")["parts"]
    assert (part["child_areas"], part["dwellings"], part["open_cases"], part["places"]) == (1, 12, 1, 1)

    [part] = merge(house, "base 1", into="base 2", method="preview_merge")["parts"]
    assert (part["child_areas"], part["dwellings"], part["open_cases"], part["places"]) == (2, 12, 1, 1)


def test_a_split_counts_for_each_part_what_lies_below_its_children(house: House):
    lived_in(house)
    open_places(house, a_place("hut", "micro 2"))
    goes: dict[str, Any] = {"primary": "left", "children": {"micro 2": "right"}}

    parts = split(house, "base 1", "left", "right", method="preview_split", **goes)["parts"]

    counted = {each["name"]: (each["dwellings"], each["open_cases"], each["places"]) for each in parts}
    assert counted == {"left": (6, 1, 0), "right": (6, 0, 1)}


def test_the_tops_of_a_district_are_foreseen_to_merge_into_a_new_one(empty: House):
    tops = [{"id": id_of(name), "name": name, "kind": "county", "parent_id": None} for name in "abn"]
    empty.ask("found_areas", areas=tops[:2])

    told = merge(empty, "a", "b", into=tops[2], method="preview_merge")

    assert (told["ended_ids"], told["parts"][0]["area_id"]) == ([id_of("a"), id_of("b")], id_of("n"))
    assert merge(empty, "a", "b", into=tops[2])["ended_ids"] == told["ended_ids"]
