"""Buildings, dwellings and units on both databases."""

from collections import Counter

import pytest
from sqlalchemy import true, update

from services.chassis.errors import FieldsInvalid, IdTaken
from services.grids.areas.domain.tree import Tree
from services.grids.areas.store.tables import areas
from services.grids.areas.store.trees import SqlTrees
from services.grids.dwellings.domain.building import Building
from services.grids.dwellings.domain.errors import (
    AreaUnknown,
    BuildingNameTaken,
    BuildingTwiceInBatch,
    BuildingUnknown,
    HoldsNoDwellings,
    MicroGridSplitsUnit,
    NoSuchRoom,
    NotACommunity,
    RangeReversed,
    TooManyDwellings,
    TooManyUnits,
    TotalGridCrossesCommunity,
    UnitTwiceInBatch,
    UnitUnknown,
)
from services.grids.dwellings.store import SqlBuildings
from tests.grids.builders import id_of
from tests.grids.dwellings.estates import a_building, enter, give, rooms
from tests.grids.house import House, statements

TWO = (a_building("A"), a_building("B", units=1, left_out=["1-302"]))


def test_an_estates_list_becomes_buildings_and_dwellings(house: House):
    entered = enter(house, *TWO)
    assert [(each["name"], each["units"], each["dwellings"]) for each in entered] == [
        ("A", 2, 12),
        ("B", 1, 5),
    ]
    assert house.ask("list_buildings", community_id=id_of("community"))["items"] == entered
    assert rooms(house, "B") == [(1, room, None) for room in ("101", "102", "201", "202", "301")]


def test_the_event_names_buildings_and_counts_their_dwellings(house: House):
    enter(house, *TWO)
    told = house.told()[-1]
    assert told["type"] == "linli.grids.BuildingsEntered.v1"
    assert told["data"]["rows"] == [{"id": id_of("A"), "dwellings": 12}, {"id": id_of("B"), "dwellings": 5}]


def test_whoever_waited_for_the_tree_sees_what_came_first(house: House, monkeypatch: pytest.MonkeyPatch):
    """A community that has ended, or a building of the same name."""
    lock = SqlTrees.lock

    def ends(trees: SqlTrees) -> Tree:
        ended = update(areas).where(trees.rows.of(areas), areas.c.id == id_of("community"))
        trees.rows.write(ended.values(active=False))
        return lock(trees)

    def enters(trees: SqlTrees) -> Tree:
        first = Building(id_of("first"), id_of("community"), "锦绣苑", "A", 1, 0)
        SqlBuildings(trees.rows, lambda _: true()).add([first], [])
        return lock(trees)

    for came_first, refusal in ((ends, AreaUnknown), (enters, BuildingNameTaken)):
        monkeypatch.setattr(SqlTrees, "lock", came_first)
        with pytest.raises(refusal):
            enter(house, a_building("A"))
    assert house.ask("list_buildings", community_id=id_of("community"))["items"] == []


def test_units_are_given_by_ranges_and_whole(house: House):
    enter(house, *TWO)
    given = give(house, ("A", 1, 1, "micro 1"), ("A", 2, 2, "school"), ("B", 1, 1, "micro 2"))
    assert sorted((each["unit"], each["dwellings"]) for each in given) == [(1, 5), (1, 6), (2, 6)]
    assert {each["version"] for each in given} == {2}
    held = Counter((unit, area) for unit, _, area in rooms(house, "A"))
    assert held == {(1, id_of("micro 1")): 6, (2, id_of("school")): 6}


@pytest.mark.parametrize("units", [2, 90])
def test_units_of_any_number_are_given_in_the_same_statements(house: House, units: int):
    enter(house, a_building("tower", units=units), a_building("A"))
    is_sqlite = not house.database.is_postgresql
    most, last = ("tower", 1, units - 1, "micro 1"), ("tower", units, units, "school")
    with statements() as sent:
        give(house, most, last, ("A", 1, 2, "micro 1"))

    assert sent == [
        "INSERT trees",  # locked
        "SELECT areas",  # the grids
        "SELECT buildings",
        "SELECT level_schemes",
        "SELECT dwellings",
        "SELECT buildings",  # locked
        "UPDATE buildings",
        "UPDATE dwellings",
        "INSERT unit_grids",
        *(["UPDATE dwellings", "INSERT unit_grids"] if is_sqlite else []),  # for each of two grids
        "SELECT groupings",  # none that is whole
        "INSERT coverage",
    ]


def test_units_that_lay_elsewhere_are_told_dwelling_by_dwelling(house: House):
    """Whoever keeps people lets them come along; where nothing moves, nothing is told of it."""
    enter(house, *TWO)
    give(house, ("A", 1, 2, "micro 1"))
    give(house, ("A", 1, 1, "micro 1"), ("A", 2, 2, "school"), ("B", 1, 1, "school"))
    moved = [each["data"]["rows"] for each in house.told() if each["type"] == "linli.grids.DwellingsMoved.v1"]
    assert [{(row["area_id"], row["version"]) for row in rows} for rows in moved] == [{(id_of("school"), 3)}]
    shown = house.ask("list_dwellings", building_id=id_of("A"), limit=200)["items"]
    assert {row["id"] for row in moved[0]} == {each["id"] for each in shown if each["unit"] == 2}


def test_a_unit_may_be_given_to_another_grid_later(house: House):
    enter(house, *TWO)
    give(house, ("A", 1, 2, "micro 1"))
    give(house, ("A", 2, 2, "micro 3"))
    assert {(unit, area) for unit, _, area in rooms(house, "A")} == {
        (1, id_of("micro 1")),
        (2, id_of("micro 3")),
    }


@pytest.mark.parametrize(
    ("ranges", "refusal"),
    [
        ([("A", 1, 3, "micro 1")], UnitUnknown),
        ([("A", 2, 1, "micro 1")], RangeReversed),
        ([("A", 1, 2, "micro 1"), ("A", 2, 2, "micro 1")], UnitTwiceInBatch),
        ([("A", 1, 2, "micro 1"), ("A", 2, 2, "micro 2")], MicroGridSplitsUnit),
        ([("A", 1, 1, "base 1")], HoldsNoDwellings),
        ([("A", 1, 1, "community")], HoldsNoDwellings),
        ([("A", 1, 1, "micro elsewhere")], TotalGridCrossesCommunity),
        ([("A", 1, 1, "nowhere")], AreaUnknown),
        ([("C", 1, 1, "micro 1")], BuildingUnknown),
        ([(str(number), 1, 99, "micro 1") for number in range(6)], TooManyUnits),
    ],
)
def test_what_may_not_be_given_leaves_all_as_it_was(house: House, ranges, refusal):
    enter(house, *TWO)
    with pytest.raises(refusal) as refused:
        give(house, ("B", 1, 1, "micro 1"), *ranges)
    assert all(name == "ranges" or name.startswith(f"ranges.{len(ranges)}.") for name in refused.value.about)
    assert {area for _, _, area in [*rooms(house, "A"), *rooms(house, "B")]} == {None}


@pytest.mark.parametrize(
    ("batch", "different", "refusal"),
    [
        ([a_building("A")], {"community_id": id_of("micro 1")}, NotACommunity),
        ([a_building("A")], {"community_id": id_of("nowhere")}, AreaUnknown),
        ([a_building("A"), a_building("A", id=id_of("B"))], {}, BuildingTwiceInBatch),
        ([a_building("A"), a_building("B", id=id_of("A"))], {}, BuildingTwiceInBatch),
        ([a_building("A", left_out=["1-401"])], {}, NoSuchRoom),
        ([a_building("A", units=50, floors=50), a_building("B", floors=1)], {}, TooManyDwellings),
    ],
)
def test_a_list_that_does_not_fit_enters_nothing(house: House, batch, different, refusal):
    with pytest.raises(refusal):
        enter(house, *batch, **different)
    assert house.ask("list_buildings", community_id=id_of("community"))["items"] == []


def test_as_many_dwellings_as_a_batch_may_have(house: House):
    [entered] = enter(house, a_building("A", units=50, floors=50))
    assert entered["dwellings"] == 5000


def test_a_building_enters_once(house: House):
    enter(house, *TWO)
    with pytest.raises(IdTaken):
        enter(house, a_building("A", floors=4))
    with pytest.raises(BuildingNameTaken):
        enter(house, a_building("A", id=id_of("another")))
    assert enter(house, a_building("A", id=id_of("another")), estate="富源佳苑")


@pytest.mark.parametrize("room", ["301", "1-1", "0-101", "1-001", "a-101"])
def test_what_is_no_room_is_a_field_that_does_not_fit(house: House, room: str):
    with pytest.raises(FieldsInvalid):
        enter(house, a_building("A", left_out=[room]))


def test_the_feed_has_every_dwelling_with_its_address_page_by_page(house: House):
    enter(house, *TWO)
    enter(house, a_building("far"), community_id=id_of("elsewhere"))
    asked = {"community_id": id_of("community"), "limit": 10}
    first = house.ask("feed_dwellings", **asked)
    rest = house.ask("feed_dwellings", **asked, after=first["next"])
    found = [
        (each["estate"], each["building"], each["unit"], each["room"])
        for each in first["items"] + rest["items"]
    ]
    assert (len(set(found)), rest["next"]) == (17, None)
    assert ("锦绣苑", "B", 1, "301") in found


def test_outside_ones_areas_there_is_nothing(house: House):
    enter(house, *TWO)
    there = house.holding(id_of("elsewhere"))
    with pytest.raises(AreaUnknown):
        there.ask("list_buildings", community_id=id_of("community"))
    with pytest.raises(BuildingUnknown):
        there.ask("list_dwellings", building_id=id_of("A"))
    with pytest.raises(AreaUnknown):
        enter(there, a_building("C"))
    with pytest.raises(BuildingUnknown):
        give(there, ("A", 1, 1, "micro elsewhere"))


def test_another_district_has_none_of_it(house: House):
    enter(house, *TWO)
    there = house.elsewhere()
    with pytest.raises(AreaUnknown):
        there.ask("list_buildings", community_id=id_of("community"))
    assert there.ask("feed_dwellings", community_id=id_of("community"))["items"] == []
