"""A row of an estate's sheet says a building with its plan, or what is wrong with it."""

from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.chassis.importing import Refusal
from services.grids.estate_sheets.domain.columns import FORMS, HEADINGS, EstateColumn
from services.grids.estate_sheets.domain.faults import EstateFault
from services.grids.estate_sheets.domain.line import Given, Line, read_line
from services.grids.estate_sheets.file import Chunk, EstateFile
from services.grids.estate_sheets.form import as_csv, as_workbook

USUAL: dict[str, Any] = {
    "estate": "锦绣苑",
    "building": "1栋",
    "units": 3.0,
    "floors": "2",
    "rooms_per_floor": "２",
    "left_out": "",
    "grids": None,
}
CELLS = st.one_of(st.none(), st.text(max_size=12), st.floats(), st.integers(), st.booleans())


def read(**different: Any) -> Line | Refusal:
    return read_line(7, {EstateColumn(name): cell for name, cell in (USUAL | different).items()})


def line(**different: Any) -> Line:
    found = read(**different)
    assert isinstance(found, Line)
    return found


def wrong(**different: Any) -> list[tuple[str, str]]:
    found = read(**different)
    assert isinstance(found, Refusal)
    return [(each.column.value, each.fault.value) for each in found.wrong]


def test_a_row_is_a_building_with_its_plan():
    assert line() == Line(7, "锦绣苑", "1栋", 3, 2, 2)
    assert len(line().rooms) == 12


def test_exceptions_are_rooms_that_are_not_there():
    found = line(left_out="2-201、3-102，3-101")
    assert found.left_out == ("2-201", "3-102", "3-101")
    assert len(found.rooms) == 9


def test_units_go_to_grids_by_ranges_or_all_to_one():
    assert line(grids="第一微网格").given == (Given(1, 3, "第一微网格"),)
    assert line(grids="1-2：甲；3单元：乙").given == (Given(1, 2, "甲"), Given(3, 3, "乙"))
    assert line(grids="2:甲").grid_of() == {2: "甲"}


@pytest.mark.parametrize(
    ("different", "fault"),
    [
        ({"estate": " "}, ("estate", "required")),
        ({"building": "栋" * 201}, ("building", "too_long")),
        ({"units": "三"}, ("units", "not_a_number")),
        ({"units": 0}, ("units", "out_of_range")),
        ({"units": 100}, ("units", "out_of_range")),
        ({"floors": 151}, ("floors", "out_of_range")),
        ({"rooms_per_floor": -1}, ("rooms_per_floor", "not_a_number")),
        ({"units": 99, "floors": 51, "rooms_per_floor": 1}, ("rooms_per_floor", "too_many_dwellings")),
        ({"left_out": "301"}, ("left_out", "not_a_room")),
        ({"left_out": "1-301"}, ("left_out", "no_such_room")),
        ({"grids": "1:甲;乙"}, ("grids", "not_a_range")),
        ({"grids": "2-1:甲"}, ("grids", "range_reversed")),
        ({"grids": "1-4:甲"}, ("grids", "no_such_unit")),
        ({"grids": "1-2:甲;2:乙"}, ("grids", "unit_twice")),
    ],
)
def test_what_is_wrong_names_its_column(different: dict[str, Any], fault: tuple[str, str]):
    assert fault in wrong(**different) if "rooms" in fault[0] else wrong(**different) == [fault]


def test_every_fault_of_a_row_is_named_at_once():
    assert wrong(estate="", units="x", left_out="x") == [
        ("estate", "required"),
        ("units", "not_a_number"),
        ("left_out", "not_a_room"),
    ]


@given(st.fixed_dictionaries(dict.fromkeys(EstateColumn, CELLS)))
def test_whatever_stands_in_the_cells_is_a_plan_that_fits_or_a_refusal(cells: dict[EstateColumn, Any]):
    found = read_line(1, cells)
    if isinstance(found, Refusal):
        assert found.wrong
        return
    assert 1 <= len(found.rooms) <= 5000
    assert set(found.grid_of()) <= set(range(1, found.units + 1))


def sheet(*rows: str) -> bytes:
    return "\n".join(["小区,楼栋,单元数,层数,每层户数,没有的房间,网格", *rows]).encode()


def chunks(content: bytes, after: int = 0) -> list[Chunk]:
    return [each for each in EstateFile(content).chunks(after) if each is not None]


def test_a_building_is_in_a_file_once():
    [chunk] = chunks(sheet("苑,1栋,1,1,1,,", "苑,2栋,1,1,1,,", "苑,1栋,1,1,2,,"))
    assert [each.building for each in chunk.lines] == ["1栋", "2栋"]
    [refused] = chunk.bad
    [fault] = refused.wrong
    assert (refused.row, fault.fault, fault.row) == (4, EstateFault.TWICE_IN_FILE, 2)


def test_a_building_is_in_a_file_once_however_wide_its_signs_are():
    [chunk] = chunks(sheet("苑（一）,1栋,1,1,1,,", "苑(一),１栋,1,1,1,,"))
    assert [each.estate for each in chunk.lines] == ["苑（一）"]
    assert chunk.bad[0].wrong[0].fault is EstateFault.TWICE_IN_FILE


def test_a_chunk_has_few_enough_units_and_dwellings():
    cut = chunks(sheet(*(f"苑,{number}栋,99,1,1,," for number in range(12))))
    assert [each.rows for each in cut] == [5, 5, 2]
    assert [each.rows for each in chunks(sheet(*(f"苑,{n}栋,1,50,60,," for n in range(3))))] == [1, 1, 1]


def test_a_file_goes_on_behind_the_row_that_was_taken_in_last():
    content = sheet(*(f"苑,{number}栋,99,1,1,," for number in range(12)), "苑,0栋,1,1,1,,")
    first, *rest = chunks(content)
    assert chunks(content, after=first.last) == rest
    assert rest[-1].bad[0].wrong[0].fault is EstateFault.TWICE_IN_FILE


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_empty_form_is_a_sheet_of_no_rows_in_both_forms(language: str):
    assert HEADINGS.find([FORMS[language]])[1] == {column: at for at, column in enumerate(EstateColumn)}
    for content in (as_csv(language), as_workbook(language)):
        assert chunks(content) == []


def test_the_empty_form_is_the_same_whenever_it_is_asked_for():
    with ZipFile(BytesIO(as_workbook("zh_CN"))) as book:
        told = book.read("docProps/core.xml").decode()
    assert told.count("2026-01-01T00:00:00Z") == 2
