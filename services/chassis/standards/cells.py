"""What stands in a cell, as sheets have it: text, a figure, a date, or nothing."""

import re
import unicodedata
from datetime import date, datetime, timedelta
from functools import lru_cache

from services.chassis.standards.lines import NOT_IN_A_LINE

EXCEL_ZERO = date(1899, 12, 30)
"""Day 0 of a sheet's dates; day 60, which never was, lies before all of ours."""
UNSEEN = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
"""Characters that nobody sees: two names that differ in them alone could not be told apart."""
MOST_EXACT = 10**15
"""A sheet keeps fifteen figures of a number; those behind are lost."""
_DATES = (
    re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?"),
    re.compile(r"(\d{4})(\d{2})(\d{2})"),
)


class DigitsLost(ValueError):
    """A long number was typed as a figure, and the sheet has rounded it."""


def text_of(cell: object) -> str:
    """One line, half width, trimmed; "" for nothing. Raises DigitsLost."""
    if isinstance(cell, str):
        return cell if cell.isascii() and cell.isalnum() else _tidied(cell)
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell)
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    if isinstance(cell, int) and abs(cell) >= MOST_EXACT:
        raise DigitsLost
    if isinstance(cell, datetime):
        cell = cell.date()
    return _tidied(str(cell))


def spelt(text: str) -> str:
    """As names are spelt everywhere: no character that nobody sees, one space between words."""
    return " ".join(text.translate(UNSEEN).split())


def name_of(cell: object) -> str:
    """A name as it is spelt, on one line; "" for nothing. Raises DigitsLost."""
    return spelt(NOT_IN_A_LINE.sub(" ", cell)) if isinstance(cell, str) else text_of(cell)


@lru_cache(maxsize=8192)
def _tidied(said: str) -> str:
    plain = unicodedata.normalize("NFKC", said).translate(UNSEEN)
    if not plain.isprintable():
        plain = "".join(each if each.isprintable() else " " for each in plain)
    return " ".join(plain.split())


def is_blank(cell: object) -> bool:
    return cell is None or (isinstance(cell, str) and not text_of(cell))


def day_of(cell: object) -> date | None:
    """The day that a date, a text such as 1950年1月2日 or a figure means; None when it means none."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    return _day_in(text_of(cell))


@lru_cache(maxsize=8192)
def _day_in(said: str) -> date | None:
    text = said.replace(" ", "")
    for shape in _DATES:
        if found := shape.fullmatch(text):
            return _day(*map(int, found.groups()))
    return EXCEL_ZERO + timedelta(days=int(text)) if re.fullmatch(r"\d{5}", text) else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
