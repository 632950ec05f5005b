"""A sheet of areas is written: filled in, with what nobody changes hidden or locked, and room for more."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import xlsxwriter

from services.grids.area_sheets.domain.columns import AreaColumn
from services.grids.area_sheets.file import FORMULA

WIDTHS = {AreaColumn.PARENT: 48, AreaColumn.NAME: 32, AreaColumn.CODE: 24, AreaColumn.DOCUMENT: 24}
LAST_ROW = 1_048_575
HIDDEN = (AreaColumn.AREA_ID, AreaColumn.CHECK)
LOCKED = (*HIDDEN, AreaColumn.PARENT, AreaColumn.KIND)
SCHEMES_LISTED, KINDS_LISTED = "B", "A"
Filled = Sequence[str]
"""A cell for each AreaColumn, in their order."""


def as_csv(headings: Sequence[str], filled: Iterable[Filled]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(headings)
    writer.writerows([_guarded(cell) for cell in row] for row in filled)
    return text.getvalue().encode("utf-8-sig")


def as_workbook(
    headings: Sequence[str], filled: Iterable[Filled], lists: Mapping[str, Sequence[str]]
) -> bytes:
    """`lists`: what may be chosen for kinds and schemes; they stand on a second sheet, which is hidden."""
    kept = io.BytesIO()
    with xlsxwriter.Workbook(kept, {"constant_memory": True, "in_memory": False}) as book:
        sheet, choices = book.add_worksheet("areas"), book.add_worksheet("lists")
        free, locked = book.add_format({"locked": False}), book.add_format({"locked": True})
        _lay_out(sheet, free)
        for place, heading in enumerate(headings):
            sheet.write_string(0, place, heading, locked)
        for row, cells in enumerate(filled, start=1):
            _fill(sheet, row, cells, free, locked)
        _offer(sheet, choices, lists)
        choices.hide()
    return kept.getvalue()


def _lay_out(sheet: Any, free: Any) -> None:
    for place, column in enumerate(AreaColumn):
        options = {"hidden": column in HIDDEN}
        sheet.set_column(place, place, WIDTHS.get(column, 16), free, options)
    sheet.freeze_panes(1, 0)
    sheet.protect("", {"format_columns": True, "sort": True, "autofilter": True, "insert_rows": True})


def _fill(sheet: Any, row: int, cells: Filled, free: Any, locked: Any) -> None:
    """As text: nothing is run as a formula, and no code loses its end. What looks guarded is guarded."""
    for place, (column, cell) in enumerate(zip(AreaColumn, cells, strict=True)):
        if cell or column in LOCKED:
            text = _guarded(cell) if cell.startswith("'") else cell
            sheet.write_string(row, place, text, locked if column in LOCKED else free)


def _offer(sheet: Any, choices: Any, lists: Mapping[str, Sequence[str]]) -> None:
    listed = {AreaColumn.KIND: KINDS_LISTED, AreaColumn.SCHEME: SCHEMES_LISTED}
    longest = max(len(lists[column]) for column in listed)
    for row in range(longest):
        for place, column in enumerate(listed):
            if row < len(lists[column]):
                choices.write_string(row, place, lists[column][row])
    for column, letter in listed.items():
        place = list(AreaColumn).index(column)
        source = f"=lists!${letter}$1:${letter}${len(lists[column])}"
        sheet.data_validation(1, place, LAST_ROW, place, {"validate": "list", "source": source})


def _guarded(cell: str) -> str:
    return f"'{cell}" if FORMULA.match(cell) else cell
