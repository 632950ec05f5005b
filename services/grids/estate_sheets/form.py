"""The empty form of an estate's sheet: its headings, and beside each what a cell says."""

import csv
import io
from datetime import datetime

import xlsxwriter

from services.grids.estate_sheets.domain.columns import EXAMPLES, FORMS

WIDTH = 18
WRITTEN = datetime(2026, 1, 1)
"""A form is the same whenever it is asked for."""


def as_csv(language: str) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerow(FORMS[language])
    return text.getvalue().encode("utf-8-sig")


def as_workbook(language: str) -> bytes:
    """An example stands in a note on each heading: a form that comes back has no row that nobody meant."""
    kept = io.BytesIO()
    with xlsxwriter.Workbook(kept, {"in_memory": True}) as book:
        book.set_properties({"created": WRITTEN})
        sheet, bold = book.add_worksheet("estate"), book.add_format({"bold": True})
        text = book.add_format({"num_format": "@"})
        sheet.set_column(0, len(FORMS[language]) - 1, WIDTH, text)
        sheet.freeze_panes(1, 0)
        for place, heading in enumerate(FORMS[language]):
            sheet.write_string(0, place, heading, bold)
            sheet.write_comment(0, place, EXAMPLES[language][place])
    return kept.getvalue()
