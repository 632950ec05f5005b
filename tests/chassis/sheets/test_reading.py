"""Files become rows: both kinds, both encodings, and nothing that is no sheet."""

import io
import zipfile
from datetime import date
from typing import Any

import openpyxl
import pytest

from services.chassis.sheets import reading
from services.chassis.sheets.reading import SheetProblem, SheetUnreadable, read_rows
from tests.members.register_import.files import HEADINGS, ZHANG, csv_text, xlsx


def cells(content: bytes) -> list[list[Any]]:
    return [list(row.cells) for row in read_rows(content)]


def problem_of(content: bytes) -> tuple[str, int]:
    with pytest.raises(SheetUnreadable) as refused:
        list(read_rows(content))
    return str(refused.value.values["problem"]), int(str(refused.value.values["row"]))


def test_a_workbook_is_read_row_by_row():
    [headings, first] = read_rows(xlsx(HEADINGS, ZHANG))
    assert (headings.number, first.number, tuple(headings.cells)) == (1, 2, HEADINGS)
    assert list(first.cells)[4:7] == ["张三", "户主", "990001195001010015"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_a_text_is_read_in_either_encoding(encoding: str, delimiter: str):
    content = csv_text(HEADINGS, ZHANG, delimiter=delimiter).encode(encoding)
    assert cells(content) == [list(HEADINGS), [str(cell) for cell in ZHANG]]


def test_rare_characters_of_gb18030_are_read():
    assert cells(csv_text(HEADINGS, ("㐂", "𠮷")).encode("gb18030"))[1] == ["㐂", "𠮷"]


def test_a_cell_may_have_lines_and_quotes():
    assert cells(csv_text(("a\nb", 'c "d"')).encode()) == [["a\nb", 'c "d"']]


def test_empty_rows_are_passed_over_and_the_others_keep_their_numbers():
    rows = list(read_rows(xlsx(HEADINGS, (), (None, ""), ZHANG)))
    assert [row.number for row in rows] == [1, 4]


def test_three_hundred_thousand_empty_rows_are_no_rows():
    content = csv_text(HEADINGS, ZHANG) + ",,,,\r\n" * 300_000
    assert len(cells(content.encode())) == 2


def test_empty_rows_of_a_workbook_are_no_rows():
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(list(HEADINGS))
    sheet.cell(row=100_000, column=1).value = ""
    sheet.cell(row=100_000, column=2).number_format = "0.00"
    kept = io.BytesIO()
    book.save(kept)
    assert len(cells(kept.getvalue())) == 1


def test_what_is_merged_holds_for_each_row():
    rows = cells(xlsx(HEADINGS, ZHANG, (None, None, None, None, "李四"), merged=["A2:A3", "B2:B3", "D2:D3"]))
    assert rows[2][:5] == ["锦绣苑", "1栋", "", "301", "李四"]


def test_dates_and_figures_are_what_they_are():
    [row] = cells(xlsx((date(1950, 1, 1), 13900000000, 1.5, True)))
    assert row == [date(1950, 1, 1), 13900000000.0, 1.5, True]


def test_a_formula_that_was_never_worked_out_is_empty():
    [row] = cells(xlsx(("x", "=1+1", "y")))
    assert row == ["x", "", "y"]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", SheetProblem.EMPTY),
        (b" \r\n", SheetProblem.EMPTY),
        (b"MZ\x90\x00\x03\x00\x00\x00", SheetProblem.NOT_A_SHEET),
        (b"\x7fELF\x02\x01\x01\x00", SheetProblem.NOT_A_SHEET),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), SheetProblem.OLD_OR_LOCKED),
        (b"PK\x03\x04 is not enough", SheetProblem.DAMAGED),
        (xlsx(HEADINGS, ZHANG)[:-200], SheetProblem.DAMAGED),
        (b'a,"b\r\n', SheetProblem.DAMAGED),
    ],
)
def test_what_is_no_sheet_is_refused(content: bytes, problem: SheetProblem):
    assert problem_of(content) == (problem, 0)


def test_another_archive_is_no_sheet():
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        archive.writestr("virus.exe", b"MZ")
    assert problem_of(kept.getvalue())[0] == SheetProblem.NOT_A_SHEET


def test_a_broken_workbook_in_a_sound_archive_is_damaged():
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        archive.writestr("xl/workbook.xml", b"<workbook")
    assert problem_of(kept.getvalue())[0] == SheetProblem.DAMAGED


def test_an_archive_that_grows_too_large_is_not_opened():
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w") as sheet:
            for _ in range(513):
                sheet.write(bytes(2**20))
    assert len(kept.getvalue()) < 2**20
    assert problem_of(kept.getvalue())[0] == SheetProblem.TOO_LARGE_INSIDE


def test_a_blank_in_the_last_corner_makes_no_sheet_of_thousands_of_millions_of_cells():
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active["A1"], book.active["XFD1048576"] = "姓名", " "
    kept = io.BytesIO()
    book.save(kept)
    assert problem_of(kept.getvalue())[0] == SheetProblem.TOO_LARGE_INSIDE


def _repacked(content: bytes, old: bytes, new: bytes) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as book, zipfile.ZipFile(kept, "w") as other:
        for name in book.namelist():
            other.writestr(name.replace(old.decode(), new.decode()), book.read(name).replace(old, new))
    return kept.getvalue()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"', b"'"),
        (b' r="', b'\n r = "'),
        (b' r="', b" r" + b" " * 2**20 + b'="'),
        (b' r="', b" " * 2**20 + b'r="'),
        (b'<row r="', b'<row ht=">" r="'),
        (b"worksheets/sheet1", b"elsewhere/any"),
        (b"sheet1.xml", b"sheet1.bin"),
    ],
)
def test_a_far_row_is_seen_however_it_is_written(old: bytes, new: bytes):
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active["A1"], book.active["C1048576"] = "姓名", " "
    kept = io.BytesIO()
    book.save(kept)
    assert problem_of(_repacked(kept.getvalue(), old, new))[0] == SheetProblem.TOO_LARGE_INSIDE


def test_cells_merged_over_and_over_are_not_laid_out():
    merged = [f"A{row}:GR{row + 9999}" for row in range(1, 50_001, 10_000)]
    assert problem_of(xlsx(HEADINGS, merged=merged))[0] == SheetProblem.TOO_LARGE_INSIDE


def test_two_encodings_in_one_file_are_seen_with_a_row():
    utf_8, gb18030 = (csv_text(ZHANG).encode(encoding) for encoding in ("utf-8", "gb18030"))
    assert problem_of(utf_8 * 5 + gb18030 * 5) == (SheetProblem.MIXED_ENCODING, 5)


def test_as_many_rows_as_a_file_may_have(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(reading, "MOST_ROWS", 3)
    assert len(cells(csv_text(*[ZHANG] * 3).encode())) == 3
    assert problem_of(csv_text(*[ZHANG] * 4).encode()) == (SheetProblem.TOO_MANY_ROWS, 4)
