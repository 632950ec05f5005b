"""Registers as files: as offices send them."""

import csv
import io
from collections.abc import Sequence
from typing import Any

import openpyxl

HEADINGS = ("小区", "楼栋", "单元", "房号", "姓名", "与户主关系", "身份证号", "性别", "出生日期", "联系电话")
ZHANG = ("锦绣苑", "1栋", 1, "301", "张三", "户主", "990001195001010015", "男", "1950-01-01", "13900000000")


def xlsx(*rows: Sequence[Any], merged: Sequence[str] = ()) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    for cells in merged:
        sheet.merged_cells.add(cells)  # without a style for each of its cells
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def csv_text(*rows: Sequence[Any], delimiter: str = ",") -> str:
    kept = io.StringIO()
    csv.writer(kept, delimiter=delimiter).writerows(rows)
    return kept.getvalue()
