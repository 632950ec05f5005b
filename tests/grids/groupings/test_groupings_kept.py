"""Groupings on both databases: named sets of units beside the nesting, each unit in one of a kind."""

from functools import partial
from typing import Any

import pytest

from services.chassis.domain import DomainError
from services.chassis.errors import FieldsInvalid, IdTaken, StaleVersion
from services.grids.groupings.domain.errors import (
    AreaUnknown,
    BuildingElsewhere,
    BuildingUnknown,
    GroupingClosed,
    GroupingKindTaken,
    GroupingKindUnknown,
    GroupingNameTaken,
    GroupingTwiceInBatch,
    GroupingUnknown,
    KindNeedsWholeDistrict,
    NotACommunity,
    RangeReversed,
    TooManyUnits,
    UnitInAnotherGrouping,
    UnitTwiceInBatch,
    UnitUnknown,
)
from tests.grids.builders import id_of
from tests.grids.dwellings.estates import a_building, enter
from tests.grids.groupings.yards import UNITS, a_grouping, a_span, found, set_units, units
from tests.grids.house import House

COMMUNITY = {"community_id": id_of("community")}


@pytest.fixture
def estate(house: House) -> House:
    """Two buildings of four units, and one in the other community."""
    enter(house, *(a_building(name, units=UNITS) for name in ("A", "B")))
    enter(house, a_building("far", units=UNITS), community_id=id_of("elsewhere"))
    return house


def names(house: House, **more: Any) -> list[str]:
    return [each["name"] for each in house.ask("list_groupings", **COMMUNITY, **more)["items"]]


def test_the_usual_kinds_are_there_and_a_district_adds_its_own(house: House):
    def kinds() -> dict[str, bool]:
        return {each["kind"]: each["whole"] for each in house.ask("list_grouping_kinds")["items"]}

    usual = {
        "building": False,
        "courtyard": False,
        "estate": False,
        "residents_group": True,
        "stairwell": False,
    }
    assert kinds() == usual
    house.ask("add_grouping_kind", kind="street", name_zh="街巷", name_en="Street", whole=True)
    assert kinds() == usual | {"street": True}
    with pytest.raises(GroupingKindTaken):
        house.ask("add_grouping_kind", kind="estate", name_zh="小区", name_en="Estate")
    with pytest.raises(KindNeedsWholeDistrict):
        house.holding(id_of("community")).ask("add_grouping_kind", kind="lane", name_zh="巷", name_en="Lane")


def test_kinds_come_page_by_page(house: House):
    first = house.ask("list_grouping_kinds", limit=3)
    rest = house.ask("list_grouping_kinds", limit=3, after=first["next"])
    assert [each["kind"] for each in first["items"] + rest["items"]] == [
        "building",
        "courtyard",
        "estate",
        "residents_group",
        "stairwell",
    ]
    assert rest["next"] is None
    with pytest.raises(FieldsInvalid):
        house.ask("list_grouping_kinds", after=[1])


def test_a_grouping_has_the_units_that_it_was_founded_with(estate: House):
    [founded] = found(estate, a_grouping("yard", units=[a_span("A", 2, 3), a_span("B", 1, 1)]))
    assert (founded["kind"], founded["whole"], founded["version"]) == ("courtyard", False, 1)
    assert units(estate, "yard") == [("A", 2), ("A", 3), ("B", 1)] or units(estate, "yard") == [
        ("B", 1),
        ("A", 2),
        ("A", 3),
    ]
    one = estate.ask("list_grouping_units", grouping_id=id_of("yard"), limit=1)
    assert one["items"][0].keys() == {"building_id", "unit", "estate", "building", "dwellings", "area_id"}
    assert one["next"] is not None


def test_groupings_are_listed_by_kind_and_name(estate: House):
    found(
        estate,
        a_grouping("two", units=[]),
        a_grouping("one", kind="estate", units=[]),
        a_grouping("one", id=id_of("another one"), units=[]),
    )
    assert names(estate) == ["one", "one", "two"]
    assert names(estate, kind="estate") == ["one"]
    assert names(estate, kind="building") == []


SPAN, HOUSE = ("1.units.0.first", "1.units.0.last"), ("1.units.0.building_id",)
AGAIN, SECOND = (tuple(f"{row}.{end}" for end in ("first", "last")) for row in ("1.units.1", "2.units.0"))
TWICE = ("2.id", "2.name")


@pytest.mark.parametrize(
    ("batch", "refusal", "named"),
    [
        ([a_grouping("yard", kind="moon")], GroupingKindUnknown, ("1.kind",)),
        ([a_grouping("yard"), a_grouping("yard", id=id_of("other"))], GroupingTwiceInBatch, TWICE),
        ([a_grouping("yard"), a_grouping("other", id=id_of("yard"))], GroupingTwiceInBatch, TWICE),
        ([a_grouping("there", id=id_of("new"))], GroupingNameTaken, ("1.name",)),
        ([a_grouping("new", id=id_of("there"))], IdTaken, ("1.id",)),
        ([a_grouping("yard", units=[a_span("A", 3, 2)])], RangeReversed, SPAN),
        ([a_grouping("yard", units=[a_span("A", 1, UNITS + 1)])], UnitUnknown, SPAN),
        ([a_grouping("yard", units=[a_span("A", 1, 2), a_span("A", 2, 3)])], UnitTwiceInBatch, AGAIN),
        ([a_grouping("yard", units=[a_span("B", UNITS, UNITS)])], UnitInAnotherGrouping, SPAN),
        ([a_grouping("yard"), a_grouping("b", units=[a_span("A", 2, 3)])], UnitInAnotherGrouping, SECOND),
        ([a_grouping("yard", units=[a_span("far")])], BuildingElsewhere, HOUSE),
        ([a_grouping("yard", units=[a_span("C")])], BuildingUnknown, HOUSE),
        ([a_grouping(str(n), units=[a_span(str(n), 1, 99)]) for n in range(6)], TooManyUnits, ()),
    ],
)
def test_what_may_not_be_grouped_leaves_all_as_it_was(
    estate: House, batch: Any, refusal: type[DomainError], named: tuple[str, ...]
):
    """And says where it is: of a batch as a whole no row is named."""
    found(estate, a_grouping("there", units=[a_span("B", UNITS, UNITS)]))
    with pytest.raises(refusal) as refused:
        found(estate, a_grouping("good", kind="estate"), *batch)
    rows = tuple(f"groupings.{each}" for each in named)
    assert refused.value.about == (rows or ("groupings",))
    assert names(estate) == ["there"]


def test_a_grouping_lies_in_a_community(estate: House):
    with pytest.raises(NotACommunity):
        found(estate, a_grouping("yard"), community="base 1")
    with pytest.raises(AreaUnknown):
        found(estate, a_grouping("yard"), community="nowhere")


def test_a_unit_is_in_one_grouping_of_each_kind(estate: House):
    found(estate, a_grouping("yard"), a_grouping("whole estate", kind="estate", units=[a_span("A")]))
    assert units(estate, "whole estate") == [("A", unit) for unit in range(1, UNITS + 1)]
    with pytest.raises(UnitInAnotherGrouping) as refused:
        found(estate, a_grouping("other yard", units=[a_span("A", 2, 2)]))
    assert refused.value.values["grouping_id"] == id_of("yard")


def test_a_wrong_range_of_a_grouping_is_named(estate: House):
    found(estate, a_grouping("yard"))
    for wrong, named in (
        (("C", 1, 1), ("units.1.building_id",)),
        (("A", 2, 9), ("units.1.first", "units.1.last")),
    ):
        with pytest.raises(DomainError) as refused:
            set_units(estate, "yard", 1, ("A", 1, 1), wrong)
        assert refused.value.about == named


def test_setting_units_replaces_them_and_is_a_new_version(estate: House):
    found(estate, a_grouping("yard"))
    after = set_units(estate, "yard", 1, ("A", 2, 3))
    assert after["version"] == 2
    assert units(estate, "yard") == [("A", 2), ("A", 3)]
    with pytest.raises(StaleVersion):
        set_units(estate, "yard", 1, ("A", 1, 1))
    found(estate, a_grouping("other yard", units=[a_span("A", 1, 1)]))
    [told] = [each["data"] for each in estate.told() if ".GroupingUnitsSet." in each["type"]]
    assert told == {"grouping_id": id_of("yard"), "units": 2, "version": 2}


def test_a_closed_grouping_is_left_with_its_name_alone(estate: House):
    found(estate, a_grouping("yard"))
    closed = estate.ask("close_grouping", grouping_id=id_of("yard"), seen_version=1)
    assert (closed["closed_on"], closed["version"]) == ("2026-03-05", 2)
    assert (names(estate), units(estate, "yard")) == ([], [])
    with pytest.raises(GroupingClosed):
        set_units(estate, "yard", 2, ("A", 1, 1))
    with pytest.raises(GroupingClosed):
        estate.ask("close_grouping", grouping_id=id_of("yard"), seen_version=2)
    assert found(estate, a_grouping("yard", id=id_of("the next yard")))


def test_a_grouping_gets_another_name_and_the_old_one_is_free(estate: House):
    found(estate, a_grouping("yard", units=[]), a_grouping("other yard", units=[]))
    rename = partial(estate.ask, "rename_grouping", grouping_id=id_of("yard"))
    with pytest.raises(GroupingNameTaken) as refused:
        rename(name="other yard", seen_version=1)
    assert refused.value.values == {"grouping_id": id_of("other yard"), "name": "other yard"}
    after = rename(name="east yard", seen_version=1)
    assert (after["name"], after["version"]) == ("east yard", 2)
    assert names(estate) == ["east yard", "other yard"]
    assert rename(name="east yard", seen_version=2)["version"] == 3
    with pytest.raises(StaleVersion):
        rename(name="west yard", seen_version=1)
    assert found(estate, a_grouping("yard", id=id_of("the next yard"), units=[]))
    told = [each["data"] for each in estate.told() if ".GroupingRenamed." in each["type"]]
    assert told == [{"grouping_id": id_of("yard"), "version": version} for version in (2, 3)]


def test_a_closed_grouping_keeps_its_name(estate: House):
    found(estate, a_grouping("yard"))
    estate.ask("close_grouping", grouping_id=id_of("yard"), seen_version=1)
    with pytest.raises(GroupingClosed):
        estate.ask("rename_grouping", grouping_id=id_of("yard"), name="other", seen_version=2)


def test_outside_ones_areas_there_is_no_grouping(estate: House):
    found(estate, a_grouping("yard"))
    for there in (estate.holding(id_of("elsewhere")), estate.elsewhere()):
        with pytest.raises(AreaUnknown):
            there.ask("list_groupings", **COMMUNITY)
        for method, more in (
            ("get_grouping", {}),
            ("list_grouping_units", {}),
            ("close_grouping", {"seen_version": 1}),
            ("rename_grouping", {"seen_version": 1, "name": "yard"}),
        ):
            with pytest.raises(GroupingUnknown):
                there.ask(method, grouping_id=id_of("yard"), **more)
