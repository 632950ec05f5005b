"""Rows of an estate's sheet become buildings and give units, on both databases, and only once."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any

import pytest
from sqlalchemy import update

from services.grids.areas.store.tables import areas
from services.grids.estate_sheets.domain.columns import EstateColumn
from services.grids.estate_sheets.domain.errors import AreaUnknown
from services.grids.estate_sheets.domain.estate_import import EstateImport
from services.grids.estate_sheets.domain.faults import EstateFault
from services.grids.estate_sheets.domain.intake import Intake, sort_out
from services.grids.estate_sheets.domain.line import Given, Line, read_line
from services.grids.estate_sheets.use_cases.take_estates_in import TakeEstatesIn, take_estates_in
from services.grids.for_imports.standing_estates import SqlStandingEstates
from tests.grids.areas.changing import split
from tests.grids.builders import NOW, an_area, founding, id_of
from tests.grids.dwellings.estates import a_building, enter, give, rooms
from tests.grids.groupings.yards import group
from tests.grids.house import House

HERE = id_of("community")


def a_line(row: int, building: str, *given: tuple[int, int, str], **different: Any) -> Line:
    usual: dict[str, Any] = {"estate": "锦绣苑", "units": 2, "floors": 3, "rooms_per_floor": 2}
    return Line(row, building=building, given=tuple(Given(*each) for each in given), **usual | different)


def taken(
    house: House, *lines: Line, is_trial: bool = False, meanwhile: Callable[[], object] = lambda: None
) -> Intake:
    """`meanwhile`: what others do after it was looked at and before it is written."""
    with house.begin() as tx:
        estates = tx.standing_estates
        if not is_trial:
            estates.hold()
        stood = estates.buildings(HERE, {line.key for line in lines})
        grids = estates.grids(HERE, {each.grid for line in lines for each in line.given})
        intake = sort_out(lines, stood, grids, estates.ground(HERE))
        meanwhile()
        if not is_trial:
            tx.record(*estates.settle(HERE, intake.new, intake.given))
        return intake


def counts(intake: Intake) -> tuple[int, int, int, int]:
    return len(intake.new), len(intake.given), intake.unchanged, len(intake.refused)


def faults(intake: Intake) -> list[tuple[int, StrEnum]]:
    return [(each.row, wrong.fault) for each in intake.refused for wrong in each.wrong]


def coverage(house: House) -> tuple[int, int]:
    found = house.ask("report_coverage", area_id=HERE)
    return found["dwellings"], found["uncovered"]


def building_ids(house: House) -> dict[str, str]:
    return {each["name"]: each["id"] for each in house.ask("list_buildings", community_id=HERE)["items"]}


def held(house: House, building_id: str) -> dict[int, str | None]:
    found = house.ask("list_dwellings", building_id=building_id, limit=200)["items"]
    return {each["unit"]: each["area_id"] for each in found}


def test_rows_become_buildings_whose_units_lie_in_grids(house: House):
    lines = (a_line(2, "1栋", (1, 1, "micro 1"), (2, 2, "school")), a_line(3, "2栋", left_out=("1-301",)))
    assert counts(taken(house, *lines)) == (2, 0, 0, 0)
    assert held(house, building_ids(house)["1栋"]) == {1: id_of("micro 1"), 2: id_of("school")}
    assert coverage(house) == (23, 11)
    entered, given = house.told()[-2:]
    assert [row["dwellings"] for row in entered["data"]["rows"]] == [12, 11]
    assert [(row["unit"], row["dwellings"]) for row in given["data"]["rows"]] == [(1, 6), (2, 6)]


def test_the_same_rows_once_more_change_nothing(house: House):
    lines = (a_line(2, "1栋", (1, 2, "micro 1")), a_line(3, "2栋"))
    taken(house, *lines)
    before = len(house.told()), building_ids(house), coverage(house)
    assert counts(taken(house, *lines)) == (0, 0, 2, 0)
    assert (len(house.told()), building_ids(house), coverage(house)) == before


def test_a_building_that_stands_gets_what_its_row_gives(house: House):
    enter(house, a_building("A"))
    give(house, ("A", 1, 1, "micro 1"))
    assert counts(taken(house, a_line(2, "A", (1, 2, "micro 2")))) == (0, 1, 0, 0)
    assert {area for _, _, area in rooms(house, "A")} == {id_of("micro 2")}
    assert coverage(house) == (12, 0)
    [building] = house.ask("list_buildings", community_id=HERE)["items"]
    assert building["version"] == 3


def test_whoever_lives_in_a_unit_that_comes_into_another_grid_is_told_of(house: House):
    enter(house, a_building("A"))
    give(house, ("A", 1, 1, "micro 1"))
    before = len(house.told())
    taken(house, a_line(2, "A", (1, 2, "micro 2")))
    *_, moved = told = house.told()[before:]
    assert [each["type"].split(".")[2] for each in told] == ["UnitsGiven", "DwellingsMoved"]
    its = {each["id"] for each in house.ask("list_dwellings", building_id=id_of("A"), limit=200)["items"]
           if each["unit"] == 1}  # fmt: skip
    assert {row["id"] for row in moved["data"]["rows"]} == its
    assert {(row["area_id"], row["version"]) for row in moved["data"]["rows"]} == {(id_of("micro 2"), 3)}


def test_a_building_with_other_rooms_is_not_written_over(house: House):
    enter(house, a_building("A"))
    intake = taken(house, a_line(2, "A", floors=4), a_line(3, "B"))
    assert (counts(intake), faults(intake)) == ((1, 0, 0, 1), [(2, EstateFault.OTHER_PLAN)])


def a_row(row: int, **cells: str) -> Line:
    usual = {"estate": "锦绣苑（一期）", "units": "2", "floors": "3", "rooms_per_floor": "2"}
    line = read_line(row, {EstateColumn(name): cell for name, cell in (usual | cells).items()})
    assert isinstance(line, Line)
    return line


@pytest.mark.parametrize("estate", ["锦绣苑（一期）", "锦绣苑(一期)"])
def test_a_building_is_the_same_however_wide_its_signs_are(house: House, estate: str):
    enter(house, a_building("A", name="1号楼（东）"), estate=estate)
    assert counts(taken(house, a_row(2, building="1号楼（东）"))) == (0, 0, 1, 0)
    assert counts(taken(house, a_row(2, estate="锦绣苑(一期)", building="1号楼（东)"))) == (0, 0, 1, 0)


def test_a_new_building_is_called_as_its_row_spells_it(house: House):
    taken(house, a_row(2, building=" 1号楼（东）\u200b  甲 "))
    [building] = house.ask("list_buildings", community_id=HERE)["items"]
    assert (building["estate"], building["name"]) == ("锦绣苑（一期）", "1号楼（东） 甲")


@pytest.mark.parametrize("grid", ["第一微网格（东）", "第一微网格(东)"])
def test_a_grid_is_found_however_wide_its_signs_are(house: House, grid: str):
    another = an_area("another", "micro", "base 1", name="第一微网格（东）")
    house.ask("found_areas", areas=[vars(each) for each in founding(another).areas])
    assert counts(taken(house, a_row(2, building="1栋", grids=f"1-2：{grid}"))) == (1, 0, 0, 0)
    assert held(house, building_ids(house)["1栋"]) == dict.fromkeys((1, 2), id_of("another"))


def test_a_building_that_came_into_another_community_is_not_entered_where_it_was(house: House):
    taken(house, a_line(2, "1栋", (1, 2, "micro 1")))
    split(house, "community", "left", children={"total": "left"})
    intake = taken(house, a_line(2, "1栋"), a_line(3, "2栋"))
    assert (counts(intake), faults(intake)) == ((1, 0, 0, 1), [(2, EstateFault.STANDS_ELSEWHERE)])


@pytest.mark.parametrize("name", ["nowhere", "base 1", "micro elsewhere"])
def test_a_name_is_that_of_a_grid_of_the_community_that_holds_dwellings(house: House, name: str):
    assert faults(taken(house, a_line(2, "1栋", (1, 1, name)))) == [(2, EstateFault.UNKNOWN_GRID)]
    assert coverage(house) == (0, 0)


def test_a_name_that_two_grids_bear_says_nothing(house: House):
    another = an_area("another", "micro", "base 2", name="micro 1")
    house.ask("found_areas", areas=[vars(each) for each in founding(another).areas])
    assert faults(taken(house, a_line(2, "1栋", (1, 1, "micro 1")))) == [(2, EstateFault.GRID_NAME_TWICE)]


def test_rows_that_split_a_residents_group_come_back(house: House):
    enter(house, a_building("A", units=4), a_building("B"))
    group(house, "first group", ("A", 1, 2))
    split = a_line(2, "A", (1, 1, "micro 1"), (2, 2, "micro 3"), units=4)
    intake = taken(house, split, a_line(3, "B", (1, 2, "micro 3")))
    assert (counts(intake), faults(intake)) == ((0, 1, 0, 1), [(2, EstateFault.SPLITS_GROUP)])
    assert counts(taken(house, a_line(2, "A", (1, 2, "micro 1"), (3, 4, "micro 3"), units=4))) == (0, 1, 0, 0)


def test_a_row_that_is_refused_leaves_none_that_splits_without_it(house: House):
    enter(house, a_building("A"), a_building("B"), a_building("C"))
    give(house, ("A", 1, 2, "micro 1"), ("B", 1, 2, "micro 1"), ("C", 1, 2, "micro 1"))
    group(house, "first group", ("A", 1, 1), ("B", 1, 1))
    group(house, "second group", ("A", 2, 2), ("C", 1, 1))
    intake = taken(house, a_line(2, "A", (1, 2, "micro 3")), a_line(3, "B", (1, 1, "micro 3")))
    split = EstateFault.SPLITS_GROUP
    assert (counts(intake), faults(intake)) == ((0, 0, 0, 2), [(2, split), (3, split)])


def test_a_trial_says_the_same_and_enters_nothing(house: House):
    lines = (a_line(2, "1栋", (1, 2, "micro 1")), a_line(3, "2栋", (1, 1, "nowhere")))
    assert counts(taken(house, *lines, is_trial=True)) == (1, 0, 0, 1)
    assert (building_ids(house), coverage(house)) == ({}, (0, 0))
    assert counts(taken(house, *lines)) == (1, 0, 0, 1)


def test_a_community_that_ended_while_its_import_waited_gets_no_buildings(house: House, monkeypatch: Any):
    begun = EstateImport(id_of("import"), HERE, "a.csv", "a.b", False, "job", "me", NOW)
    with house.begin() as tx:
        tx.estate_imports.add(begun)
    hold = SqlStandingEstates.hold

    def wait(estates: SqlStandingEstates) -> None:
        hold(estates)
        ended = update(areas).where(estates._rows.of(areas), areas.c.id == HERE)
        estates._rows.write(ended.values(active=False, valid_to=NOW.date()))

    monkeypatch.setattr(SqlStandingEstates, "hold", wait)
    call = house._call(True, "import_estate")
    with pytest.raises(AreaUnknown):
        take_estates_in(TakeEstatesIn(begun.id, (a_line(2, "1栋"),)), call.begin, call.caller)
    call.rollback()
    assert (building_ids(house), coverage(house)) == ({}, (0, 0))
