"""The bad rows of a sheet as another: as they were sent, with what is wrong in front."""

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

import xlsxwriter

from services.chassis.standards.cells import MOST_EXACT

SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDTH = 48


class Say(Protocol):
    """Catalogue.say."""

    def __call__(self, language: str, key: str, values: Mapping[str, object], /) -> str: ...


class Wrong(Protocol):
    """What is wrong in which column; `row` is another row that it collides with, 0 where there is none."""

    @property
    def column(self) -> StrEnum: ...
    @property
    def fault(self) -> StrEnum: ...
    @property
    def row(self) -> int: ...


class Refusal(Protocol):
    @property
    def row(self) -> int: ...
    @property
    def wrong(self) -> Sequence[Wrong]: ...


def bad_rows_sheet(
    headings: Sequence[Any],
    rows: Mapping[int, Sequence[Any]],
    refused: Iterable[Refusal],
    say: Say,
    language: str,
) -> bytes:
    """XLSX; `rows` are the cells by number. Sent again when it is mended, its first column is passed over."""
    kept = io.BytesIO()
    with xlsxwriter.Workbook(kept, {"constant_memory": True, "in_memory": False}) as book:
        sheet = book.add_worksheet()
        sheet.set_column(0, 0, WIDTH)
        _write(sheet, 0, [say(language, "sheets.reasons", {}), *headings])
        for place, refusal in enumerate(refused, start=1):
            _write(sheet, place, [reasons(refusal, say, language), *rows.get(refusal.row, ())])
    return kept.getvalue()


def reasons(refusal: Refusal, say: Say, language: str) -> str:
    said = "; ".join(_reason(each, say, language) for each in refusal.wrong)
    return say(language, "sheets.row", {"row": refusal.row, "reasons": said})


def _reason(wrong: Wrong, say: Say, language: str) -> str:
    key = "sheets.wrong_with" if wrong.row else "sheets.wrong"
    return say(language, key, {"column": wrong.column, "fault": wrong.fault, "row": wrong.row})


def _write(sheet: Any, place: int, cells: Sequence[Any]) -> None:
    """Everything as text: nothing that somebody sent is run as a formula, and no number loses its end."""
    for column, cell in enumerate(cells):
        if cell not in ("", None):
            sheet.write_string(place, column, _spelt(cell))


def _spelt(cell: Any) -> str:
    """As it stood in the sheet: a whole number without a point, a day without its midnight.

    A figure whose last digits are lost stays one: written out it would pass for a number.
    """
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < MOST_EXACT:
        return str(int(cell))
    return cell.date().isoformat() if isinstance(cell, datetime) else str(cell)
