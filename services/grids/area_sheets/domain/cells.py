"""What the cells of a row of a sheet of areas say, each by itself."""

from datetime import date

from services.chassis.importing import Wrong
from services.chassis.standards.cells import DigitsLost, day_of, is_blank, spelt, text_of
from services.chassis.standards.days import EARLIEST, LATEST
from services.chassis.standards.lines import LONGEST_LINE, NOT_IN_A_LINE
from services.grids.area_sheets.domain.columns import AreaColumn
from services.grids.area_sheets.domain.faults import AreaFault

LONGEST_CODE = 40
LONGEST_DOCUMENT = 100


def said_in(column: AreaColumn, cell: object, wrong: list[Wrong]) -> str:
    """A name is spelt as everywhere; all else is half width."""
    if cell in (None, "") and column not in NEEDED_HERE:
        return ""
    if isinstance(cell, str) and cell.isalnum() and cell.isascii() and len(cell) <= LONGEST_CODE:
        return cell
    try:
        text = cell.strip() if isinstance(cell, str) and column in _AS_SPELT else text_of(cell)
    except DigitsLost:
        wrong.append(Wrong(column, AreaFault.DIGITS_LOST))
        return ""
    if not _is_a_line(column, text):
        wrong.append(Wrong(column, AreaFault.NOT_A_LINE))
    if column is AreaColumn.NAME:
        text = spelt(text)
    if not text and column in NEEDED_HERE:
        wrong.append(Wrong(column, AreaFault.REQUIRED))
    if len(text) > _LONGEST.get(column, len(text)):
        wrong.append(Wrong(column, AreaFault.TOO_LONG))
    return text


def _is_a_line(column: AreaColumn, text: str) -> bool:
    """A name may have whatever one may be given; all else has nothing that nobody can see."""
    return text.isprintable() or (column in _AS_SPELT and NOT_IN_A_LINE.search(text) is None)


NEEDED_HERE = (AreaColumn.KIND, AreaColumn.NAME)
_AS_SPELT = (AreaColumn.PARENT, AreaColumn.NAME, AreaColumn.DOCUMENT)
_LONGEST = {
    AreaColumn.NAME: LONGEST_LINE,
    AreaColumn.CODE: LONGEST_CODE,
    AreaColumn.SCHEME: LONGEST_CODE,
    AreaColumn.DOCUMENT: LONGEST_DOCUMENT,
}


def day_said(column: AreaColumn, cell: object, wrong: list[Wrong]) -> date | None:
    if is_blank(cell):
        return None
    day = day_of(cell)
    if day is None or not EARLIEST <= day <= LATEST:
        wrong.append(Wrong(column, AreaFault.NOT_A_DATE))
    return day
