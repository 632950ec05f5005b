"""An area becomes several, on both databases."""

import pytest

from services.chassis.errors import IdTaken, StaleVersion
from services.grids.areas.domain.change_errors import (
    BuildingAcrossCommunities,
    ChildTwice,
    EffectiveInFuture,
    MicroGridSplitsUnit,
    NotOfThisArea,
    PartNameTaken,
    PartOfItself,
    PartTwice,
    PartUnknown,
    RangeReversed,
    UnitNotHere,
    UnitTwice,
)
from services.grids.areas.domain.errors import AreaUnknown, TotalGridCrossesCommunity
from tests.grids.areas.changing import LATER, changes, lived_in, seen, split, told
from tests.grids.builders import id_of
from tests.grids.dwellings.estates import a_building, enter, give, rooms
from tests.grids.house import House


def tower(house: House) -> House:
    """Three units in one micro-grid, with what else `lived_in` has."""
    lived_in(house)
    enter(house, a_building("B", units=3))
    give(house, ("B", 1, 3, "micro 1"))
    return house


def where(house: House, building: str) -> dict[int, str | None]:
    return {unit: area for unit, _, area in rooms(house, building)}


def test_a_grid_goes_on_with_the_units_that_no_part_is_given(house: House):
    tower(house)

    done = split(house, "micro 1", "part", units=[("B", 2, 3, "part")])

    assert [area["id"] for area in done["areas"]] == [id_of("micro 1"), id_of("part")]
    assert done["ended_ids"] == []
    assert where(house, "B") == {1: id_of("micro 1"), 2: id_of("part"), 3: id_of("part")}
    assert house.ask("get_case", case_id=id_of("case"))["area_id"] == id_of("micro 1")
    assert not house.ask("find_holder", area_id=id_of("micro 1"))["vacant"]
    part = house.ask("get_area", area_id=id_of("part"))
    assert (part["kind"], part["parent_id"], part["valid_from"]) == (
        "micro", id_of("base 1"), LATER.isoformat(),
    )  # fmt: skip


def test_a_grid_that_ends_leaves_what_is_not_given_to_its_primary_part(house: House):
    tower(house)
    before = len(house.told())

    split(house, "micro 1", "left", "right", primary="right", units=[("B", 1, 1, "left")])

    assert where(house, "B") == {1: id_of("left"), 2: id_of("right"), 3: id_of("right")}
    assert where(house, "A") == {1: id_of("right"), 2: id_of("micro 2")}
    assert house.ask("get_case", case_id=id_of("case"))["area_id"] == id_of("right")
    assert not house.ask("get_area", area_id=id_of("micro 1"))["active"]
    assert [each["appointment_id"] for each in told(house, before, "AppointmentEnded")] == [
        id_of("wang at micro 1")
    ]
    [replaced] = told(house, before, "AreasReplaced")
    assert (replaced["to_ids"], replaced["primary_id"]) == ([id_of("right"), id_of("left")], id_of("right"))


def test_a_holder_goes_on_in_a_new_primary_if_it_is_asked_for(house: House):
    tower(house)
    split(house, "micro 1", "left", primary="left", keeps_holder=True)

    assert house.ask("find_holder", area_id=id_of("left"))["staff_id"] == id_of("wang")


def test_a_part_may_bear_the_name_of_the_area_that_ends(house: House):
    tower(house)
    part = {"id": id_of("left"), "name": "micro 1"}
    house.ask("split_area", **seen(house, "micro 1"), parts=[part], primary_id=id_of("left"))

    assert house.ask("get_area", area_id=id_of("left"))["name"] == "micro 1"


def test_child_areas_go_to_the_parts_that_are_named(house: House):
    tower(house)
    split(house, "base 1", "left", "right", primary="left", children={"micro 2": "right"})

    found = {
        part: [each["name"] for each in house.ask("list_children", area_id=id_of(part))["items"]]
        for part in ("left", "right")
    }
    assert found == {"left": ["micro 1"], "right": ["micro 2"]}


def test_a_community_is_split_with_its_buildings(house: House):
    lived_in(house)
    enter(house, a_building("B"), estate="江畔苑")
    split(house, "community", "north", "south", primary="south", children={"total": "north"})

    here = {
        part: [each["name"] for each in house.ask("list_buildings", community_id=id_of(part))["items"]]
        for part in ("north", "south")
    }
    assert here == {"north": ["A"], "south": ["B"]}
    assert house.ask("register_case", id=id_of("new"), area_id=id_of("micro 1"), text="x")["number"] == (
        "AREA-f-2026-000001"
    )


def test_no_building_is_split_between_communities(house: House):
    lived_in(house)
    new = {
        "id": id_of("total 2"),
        "name": "total 2",
        "kind": "general_total",
        "parent_id": id_of("community"),
    }
    house.ask("found_areas", areas=[new])
    house.ask("move_area", area_id=id_of("base 2"), parent_id=id_of("total 2"), seen_version=1)
    give(house, ("A", 2, 2, "micro 3"))

    with pytest.raises(BuildingAcrossCommunities):
        split(house, "community", "north", children={"total 2": "north"})
    with pytest.raises(TotalGridCrossesCommunity):
        house.ask("move_area", area_id=id_of("base 2"), parent_id=id_of("total elsewhere"), seen_version=2)


def test_the_parts_know_out_of_which_area_they_came(house: House):
    tower(house)
    split(house, "micro 1", "left", "right", primary="right", document_number="成民〔2026〕8号")

    [change] = changes(house, "left")
    assert (change["kind"], change["from_ids"]) == ("split", [id_of("micro 1")])
    assert sorted(change["to_ids"]) == sorted([id_of("left"), id_of("right")])
    assert change == changes(house, "micro 1")[-1]


WRONG = [
    (("left",), {"primary": "nobody"}, PartUnknown),
    (("left",), {"primary": "left", "children": {}, "units": [("B", 1, 1, "micro 1")]}, PartUnknown),
    (("left", "micro 1"), {"primary": "left"}, PartOfItself),
    (("left", "left"), {}, PartTwice),
    (("left",), {"units": [("B", 3, 2, "left")]}, RangeReversed),
    (("left",), {"units": [("B", 4, 4, "left")]}, UnitNotHere),
    (("left",), {"units": [("A", 2, 2, "left")]}, UnitNotHere),
    (("left",), {"units": [("B", 1, 2, "left"), ("B", 2, 3, "left")]}, UnitTwice),
    (("left",), {"units": [("B", 1, 2, "left"), ("B", 2, 3, "micro 1")]}, MicroGridSplitsUnit),
    (("left",), {"children": {"micro 2": "left"}}, NotOfThisArea),
    (("left",), {"effective_on": "2026-03-16"}, EffectiveInFuture),
    (("micro 2",), {}, IdTaken),
]


@pytest.mark.parametrize(("parts", "more", "refusal"), WRONG)
@pytest.mark.parametrize("method", ["split_area", "preview_split"])
def test_a_wrong_split_is_refused_whole(house: House, parts, more, refusal, method):
    tower(house)
    before = (house.told(), house.ask("feed_areas", limit=200), rooms(house, "B"))

    with pytest.raises(refusal):
        split(house, "micro 1", *parts, method=method, **more)

    assert (house.told(), house.ask("feed_areas", limit=200), rooms(house, "B")) == before


NAMED = [
    (("left", "left"), {}, PartTwice, ("parts.1.id",)),
    (("left",), {"units": [("B", 1, 1, "left"), ("B", 3, 2, "left")]}, RangeReversed,
     ("units.1.first", "units.1.last")),
    (("left",), {"units": [("B", 1, 2, "left"), ("B", 2, 3, "left")]}, UnitTwice,
     ("units.1.first", "units.1.last")),
]  # fmt: skip


@pytest.mark.parametrize(("parts", "more", "refusal", "fields"), NAMED)
def test_what_a_split_says_wrong_is_named_by_its_place(house: House, parts, more, refusal, fields):
    tower(house)

    with pytest.raises(refusal) as refused:
        split(house, "micro 1", *parts, **more)

    assert refused.value.about == fields


def test_a_child_goes_to_one_part(house: House):
    twice = [{"area_id": id_of("micro 1"), "part_id": id_of(part)} for part in ("left", "right")]
    parts = [{"id": id_of(part), "name": part} for part in ("left", "right")]

    with pytest.raises(ChildTwice) as refused:
        house.ask(
            "split_area", **seen(house, "base 1"), parts=parts, primary_id=id_of("left"), children=twice
        )

    assert refused.value.about == ("children.1.area_id",)


def test_a_part_is_not_called_like_what_stands_beside_it(house: House):
    part = {"id": id_of("left"), "name": "micro 2"}

    with pytest.raises(PartNameTaken):
        house.ask("split_area", **seen(house, "micro 1"), parts=[part], primary_id=id_of("left"))


def test_a_stale_area_is_not_split(house: House):
    stale = {"area_id": id_of("micro 1"), "seen_version": 2}
    part = {"id": id_of("left"), "name": "left"}

    with pytest.raises(StaleVersion):
        house.ask("split_area", **stale, parts=[part], primary_id=id_of("left"))


def test_who_does_not_hold_what_lies_above_founds_no_parts(house: House):
    with pytest.raises(AreaUnknown):
        split(house.holding(id_of("micro 1")), "micro 1", "left")


def test_a_dry_run_of_a_split_counts_for_each_part_and_changes_nothing(house: House):
    tower(house)
    before = (house.told(), house.ask("feed_areas", limit=200))

    foreseen = split(
        house,
        "micro 1",
        "left",
        "right",
        primary="right",
        method="preview_split",
        units=[("B", 1, 2, "left")],
    )

    counted = [(each["name"], each["dwellings"], each["open_cases"]) for each in foreseen["parts"]]
    assert counted == [("right", 12, 1), ("left", 12, 0)]
    named = [(len(set(each["dwelling_ids"])), each["own_ids"]) for each in foreseen["parts"]]
    assert named == [(12, []), (12, [])]
    assert foreseen["posts"] == 1
    assert (house.told(), house.ask("feed_areas", limit=200)) == before
