"""Whoever keeps people hears which dwellings a grouping has: what changed, by its version; and all of it."""

from typing import Any

import pytest

from services.chassis.errors import FieldsInvalid
from services.grids.dwellings.domain.building import dwelling_id
from services.grids.groupings.domain import grouped
from tests.grids.builders import id_of
from tests.grids.dwellings.estates import a_building, enter
from tests.grids.groupings.yards import UNITS, a_grouping, a_span, found, set_units
from tests.grids.house import House

Row = dict[str, Any]


@pytest.fixture
def estate(house: House) -> House:
    """Two buildings of four units with one room each."""
    enter(house, *(a_building(name, units=UNITS, floors=1, rooms_per_floor=1) for name in ("A", "B")))
    found(house, a_grouping("yard", units=[a_span("A", 1, 2)]))
    return house


def home(building: str, unit: int) -> str:
    return dwelling_id(id_of(building), unit, "101")


def events(house: House) -> list[list[Row]]:
    told = [each for each in house.told() if ".GroupedDwellingsChanged." in each["type"]]
    return [each["data"]["rows"] for each in told]


def said(rows: list[Row]) -> set[tuple[str, int, bool]]:
    assert all(row["id"] == f"{row['grouping_id']}/{row['dwelling_id']}" for row in rows)
    assert [row["id"] for row in rows] == sorted(row["id"] for row in rows)
    return {(row["dwelling_id"], row["version"], row["removed"]) for row in rows}


def fed(house: House, limit: int = 200) -> list[Row]:
    page = house.ask("feed_grouped_dwellings", limit=limit)
    rows: list[Row] = page["items"]
    while page["next"]:
        page = house.ask("feed_grouped_dwellings", limit=limit, after=page["next"])
        rows += page["items"]
    return rows


def test_a_grouping_tells_the_dwellings_of_the_units_it_is_founded_with(estate: House):
    [rows] = events(estate)
    assert said(rows) == {(home("A", 1), 1, False), (home("A", 2), 1, False)}


def test_only_what_came_and_what_left_is_told(estate: House):
    set_units(estate, "yard", 1, ("A", 2, 3))
    assert said(events(estate)[-1]) == {(home("A", 1), 2, True), (home("A", 3), 2, False)}


def test_the_same_units_again_tell_nothing(estate: House):
    set_units(estate, "yard", 1, ("A", 1, 2))
    assert len(events(estate)) == 1


def test_a_grouping_that_is_closed_gives_its_dwellings_back(estate: House):
    estate.ask("close_grouping", grouping_id=id_of("yard"), seen_version=1)
    assert said(events(estate)[-1]) == {(home("A", 1), 2, True), (home("A", 2), 2, True)}
    assert fed(estate) == []


def test_many_are_told_in_batches(estate: House, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(grouped, "ROWS_PER_EVENT", 1)
    set_units(estate, "yard", 1, ("A", 2, 3))
    assert [len(rows) for rows in events(estate)] == [2, 1, 1]


@pytest.mark.parametrize("limit", [1, 2, 200])
def test_the_feed_has_each_dwelling_by_the_version_with_which_it_came(estate: House, limit: int):
    set_units(estate, "yard", 1, ("A", 2, 3))
    found(estate, a_grouping("whole", kind="estate", units=[a_span("A", 2, 2), a_span("B", 1, 1)]))
    rows = fed(estate, limit)
    assert len(rows) == 4
    assert {(row["grouping_id"], row["dwelling_id"], row["version"], row["removed"]) for row in rows} == {
        (id_of("yard"), home("A", 2), 1, False),
        (id_of("yard"), home("A", 3), 2, False),
        (id_of("whole"), home("A", 2), 1, False),
        (id_of("whole"), home("B", 1), 1, False),
    }


def test_another_districts_groupings_are_not_fed(estate: House):
    assert fed(estate.elsewhere()) == []


@pytest.mark.parametrize(
    "after", [[], ["courtyard"], ["courtyard", "A", "1", ""], ["courtyard", "A", 1, "", 2]]
)
def test_a_place_of_another_shape_is_refused(estate: House, after: list[object]):
    with pytest.raises(FieldsInvalid):
        estate.ask("feed_grouped_dwellings", limit=1, after=after)


def test_a_unit_that_left_one_kind_since_the_last_page_is_fed_whole_in_the_next(estate: House):
    found(estate, a_grouping("whole", kind="estate", units=[a_span("A", 1, 1)]))
    estate.ask("close_grouping", grouping_id=id_of("yard"), seen_version=1)
    behind = ["courtyard", id_of("A"), 1, "101"]
    [row] = estate.ask("feed_grouped_dwellings", limit=200, after=behind)["items"]
    assert (row["grouping_id"], row["dwelling_id"]) == (id_of("whole"), home("A", 1))
