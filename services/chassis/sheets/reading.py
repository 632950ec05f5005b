"""Reads a sheet into rows of cells: XLSX or CSV, of bounded size."""

import csv
import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import python_calamine as calamine

from services.chassis.domain import DomainError
from services.chassis.sheets.extent import cells_of

MOST_ROWS = 200_000
MOST_BYTES_INSIDE = 512 * 2**20
MOST_PARTS = 2_000
MOST_COLUMNS = 200
MOST_CELLS = 8_000_000
"""Empty ones with them."""
SHORT = 12
"""Longer texts are seldom twice in a sheet."""
FEW_BY_CHANCE = 0.02
"""Of the lines with Chinese in GB18030 some few read as UTF-8 by chance."""
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"

Cells = Sequence[Any]


class SheetProblem(StrEnum):
    EMPTY = "empty"
    NOT_A_SHEET = "not_a_sheet"
    OLD_OR_LOCKED = "old_or_locked"
    DAMAGED = "damaged"
    TOO_LARGE_INSIDE = "too_large_inside"
    TOO_MANY_ROWS = "too_many_rows"
    MIXED_ENCODING = "mixed_encoding"


class SheetUnreadable(DomainError):
    """`row` is the first row that shows it; 0 for the file as a whole."""

    problem: SheetProblem
    row: int

    def __init__(self, problem: SheetProblem, row: int = 0) -> None:
        super().__init__(problem=problem, row=row)


@dataclass(frozen=True)
class Row:
    """`number` counts from 1, as the sheet itself does."""

    number: int
    cells: Cells


def read_rows(content: bytes) -> Iterator[Row]:
    """The rows of the first sheet that are not empty. Raises SheetUnreadable."""
    if not content.strip():
        raise SheetUnreadable(SheetProblem.EMPTY)
    read = _xlsx if content.startswith(_ZIP) else _csv
    if content.startswith(_OLE):
        raise SheetUnreadable(SheetProblem.OLD_OR_LOCKED)
    count, known = 0, dict[str, str]()
    for number, cells in enumerate(read(content), start=1):
        if any(cell not in ("", None) for cell in cells):
            count += 1
            if count > MOST_ROWS:
                raise SheetUnreadable(SheetProblem.TOO_MANY_ROWS, number)
            yield Row(number, _shared(cells[:MOST_COLUMNS], known))


def _shared(cells: Cells, known: dict[str, str]) -> Cells:
    """A text that stands in many rows is one in memory."""
    return [
        known.setdefault(cell, cell) if isinstance(cell, str) and len(cell) < SHORT else cell
        for cell in cells
    ]


def _xlsx(content: bytes) -> list[list[Any]]:
    _refuse_bombs(content)
    try:
        with calamine.load_workbook(io.BytesIO(content)) as book:
            sheet = book.get_sheet_by_index(0)
            merged = sheet.merged_cell_ranges or []
            _refuse_many_merged(merged)
            rows = sheet.to_python(skip_empty_area=False)
    except calamine.PasswordError:
        raise SheetUnreadable(SheetProblem.OLD_OR_LOCKED) from None
    except (calamine.CalamineError, OSError, ValueError):
        raise SheetUnreadable(SheetProblem.DAMAGED) from None
    for (top, left), (bottom, right) in merged:
        _spread(rows, top, left, bottom, right)
    return rows


def _refuse_bombs(content: bytes) -> None:
    """By what the archive says of itself; a process that reads it has bounded memory besides."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_BYTES_INSIDE:
                raise SheetUnreadable(SheetProblem.TOO_LARGE_INSIDE)
            cells = cells_of(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError, NotImplementedError):
        raise SheetUnreadable(SheetProblem.DAMAGED) from None
    if cells > MOST_CELLS:
        raise SheetUnreadable(SheetProblem.TOO_LARGE_INSIDE)
    if not any(part.filename == "xl/workbook.xml" for part in parts):
        raise SheetUnreadable(SheetProblem.NOT_A_SHEET)


def _refuse_many_merged(merged: Sequence[Any]) -> None:
    spread = sum((bottom - top + 1) * (right - left + 1) for (top, left), (bottom, right) in merged)
    if spread > MOST_CELLS:
        raise SheetUnreadable(SheetProblem.TOO_LARGE_INSIDE)


def _spread(rows: list[list[Any]], top: int, left: int, bottom: int, right: int) -> None:
    """What stands over several rows holds for each of them."""
    for row in rows[top : min(bottom, len(rows)) + 1]:
        for place in range(left, min(right + 1, len(row), MOST_COLUMNS)):
            row[place] = rows[top][left]


def _csv(content: bytes) -> Iterator[list[str]]:
    if b"\x00" in content[:4096]:
        raise SheetUnreadable(SheetProblem.NOT_A_SHEET)
    text = _decoded(content)
    delimiter = _delimiter(text[:4096])
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    except csv.Error:
        raise SheetUnreadable(SheetProblem.DAMAGED) from None


def _delimiter(head: str) -> str:
    """What most lines have; a sign that names alone have is not in the line of the headings."""
    lines = head.splitlines()
    return max(",\t;", key=lambda sign: (sum(sign in line for line in lines), head.count(sign)))


def _decoded(content: bytes) -> str:
    """UTF-8 or GB18030, the whole file in one of them."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    _refuse_mixed(content.splitlines())
    try:
        return content.decode("gb18030")
    except UnicodeDecodeError as wrong:
        row = content.count(b"\n", 0, wrong.start) + 1
        raise SheetUnreadable(SheetProblem.MIXED_ENCODING, row) from None


def _refuse_mixed(lines: Sequence[bytes]) -> None:
    foreign = [(number, line) for number, line in enumerate(lines, start=1) if not line.isascii()]
    as_utf_8 = [number for number, line in foreign if _is_utf_8(line)]
    if len(as_utf_8) <= len(foreign) * FEW_BY_CHANCE:
        return
    others = [number for number, line in foreign if not _is_utf_8(line)]
    raise SheetUnreadable(SheetProblem.MIXED_ENCODING, min(as_utf_8[-1:] + others, key=lambda row: row))


def _is_utf_8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True
