"""A file from its first byte to chunks of lines, and its bad rows back as a sheet."""

import io
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from services.chassis.importing import Refusal, Wrong
from services.chassis.sheets.bad_rows import bad_rows_sheet
from services.chassis.words import Catalogue
from services.members.register_import import work
from services.members.register_import.domain.address import Dwellings, Place
from services.members.register_import.domain.columns import Column
from services.members.register_import.domain.faults import Fault
from services.members.register_import.work import Chunk, RegisterFile
from tests.members.builders import TODAY, a_number
from tests.members.register_import.files import HEADINGS, ZHANG, csv_text, xlsx

SAY = Catalogue.load([Path("services/chassis/words"), Path("services/members/words")]).say
ROOMS = Dwellings([Place(f"d-{room}", "lane", "锦绣苑", "1栋", "1", str(room)) for room in range(301, 400)])


def rows(count: int) -> list[tuple[object, ...]]:
    """One to a dwelling."""
    return [_row(number) for number in range(count)]


def _row(number: int) -> tuple[object, ...]:
    document = a_number(date(1950, 1, 1 + number % 28), 1 + 2 * number)
    return ("锦绣苑", "1栋", 1, str(301 + number), f"张{number}", "户主", document, "男", "", "")


def chunks(file: RegisterFile, after: int = 0) -> list[Chunk]:
    return [each for each in file.chunks(ROOMS, TODAY, after) if each is not None]


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "AT_ONCE", 4)


def test_a_file_falls_into_chunks_and_each_knows_its_last_row():
    found = chunks(RegisterFile(csv_text(HEADINGS, *rows(10)).encode()))
    assert [(chunk.last, chunk.rows) for chunk in found] == [(5, 4), (9, 4), (11, 2)]


@pytest.mark.parametrize("after", [0, 5, 9])
def test_whoever_goes_on_gets_the_rest_and_remembers_the_beginning(after: int):
    """The last row is the first one's double, whichever holder reads it."""
    twice = [*rows(10), rows(1)[0]]
    file = RegisterFile(csv_text(HEADINGS, *twice).encode())
    found = [chunk for chunk in chunks(file) if chunk.last > after]
    assert chunks(file, after) == found
    [refusal] = found[-1].bad
    assert (refusal.row, refusal.wrong[0].fault, refusal.wrong[0].row) == (12, "twice_in_file", 2)


@pytest.mark.parametrize(
    ("numbers", "found"),
    [
        (("", "", ""), [None, None, None]),
        ((" ", "", "\u3000"), [None, None, None]),
        (("", "2", ""), ["", "2", ""]),
    ],
)
def test_a_column_of_household_numbers_with_nothing_in_it_is_none(
    numbers: tuple[str, ...], found: list[str | None]
):
    numbered = [(*row, number) for row, number in zip(rows(3), numbers, strict=True)]
    [chunk] = chunks(RegisterFile(csv_text((*HEADINGS, "户号"), *numbered).encode()))
    assert [line.household_number for line in chunk.lines] == found


def test_a_row_that_ends_before_its_household_number_has_an_empty_one():
    numbered = [(*row, "2") for row in rows(1)]
    [chunk] = chunks(RegisterFile(csv_text((*HEADINGS, "户号"), *numbered, rows(2)[1]).encode()))
    assert [line.household_number for line in chunk.lines] == ["2", ""]


def test_titles_above_the_headings_and_headings_on_every_page_are_passed_over():
    file = RegisterFile(xlsx(("八里庄花名册",), HEADINGS, *rows(2), HEADINGS, *rows(4)[2:]))
    assert [line.name for chunk in chunks(file) for line in chunk.lines] == ["张0", "张1", "张2", "张3"]


def test_a_file_of_headings_alone_has_no_chunks():
    assert chunks(RegisterFile(csv_text(HEADINGS).encode())) == []


def sheet_of(refused: list[Refusal], language: str, *cells: tuple[object, ...]) -> list[list[object]]:
    file = RegisterFile(xlsx(HEADINGS, *cells))
    book = openpyxl.load_workbook(
        io.BytesIO(bad_rows_sheet(file.headings, file.cells(), refused, SAY, language))
    )
    sheet = book.active
    assert sheet is not None
    return [list(row) for row in sheet.iter_rows(values_only=True)]


TWICE = Refusal(
    3, (Wrong(Column.DOCUMENT_NUMBER, Fault.TWICE_IN_FILE, 2), Wrong(Column.SEX, Fault.UNKNOWN_SEX))
)


@pytest.mark.parametrize(
    ("language", "heading", "reason"),
    [
        ("zh_CN", "问题", "第 3 行：证件号码"),
        ("en", "What is wrong", "Row 3: document number"),
    ],
)
def test_a_bad_row_comes_back_with_its_reasons_in_the_importer_s_language(
    language: str, heading: str, reason: str
):
    head, row = sheet_of([TWICE], language, ZHANG, ZHANG)
    assert head[0] == heading
    assert head[1:] == list(HEADINGS)
    assert str(row[0]).startswith(reason)
    assert row[1:] == [str(cell) for cell in ZHANG]


def test_nothing_that_was_sent_comes_back_as_a_formula():
    evil = ("锦绣苑", "1栋", 1, "301", "=HYPERLINK(1)", "户主", *ZHANG[6:])
    file = RegisterFile(csv_text(HEADINGS, evil).encode())
    sheet = bad_rows_sheet(file.headings, file.cells(), [Refusal(2, TWICE.wrong)], SAY, "en")
    cell = openpyxl.load_workbook(io.BytesIO(sheet)).active["F2"]
    assert (cell.value, cell.data_type) == ("=HYPERLINK(1)", "s")


def test_a_mended_sheet_can_be_sent_as_it_is():
    file = RegisterFile(csv_text(HEADINGS, *rows(1)).encode())
    sheet = bad_rows_sheet(file.headings, file.cells(), [Refusal(2, TWICE.wrong)], SAY, "zh_CN")
    [chunk] = chunks(RegisterFile(sheet))
    assert [line.name for line in chunk.lines] == ["张0"]


def test_a_figure_whose_digits_are_lost_is_not_written_out_as_a_number():
    file = RegisterFile(xlsx(HEADINGS, (*ZHANG[:6], 510104195001229980, *ZHANG[7:])))
    sheet = bad_rows_sheet(file.headings, file.cells(), [Refusal(2, TWICE.wrong)], SAY, "en")
    [row] = RegisterFile(sheet).rows
    assert "e+17" in str(row.cells[7])
