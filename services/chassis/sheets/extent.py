"""How far the sheets of a workbook reach, before they are laid out: empty cells count too."""

import re
from collections.abc import Iterator
from zipfile import ZipFile

_PIECE = 2**20
_OVERLAP = 64
_ROW = re.compile(rb'<row\b[^>]*?\br="(\d{1,7})"')
_FAR_COLUMN = re.compile(rb'\br="([A-Z]{2,3})\d')
_NEAR = 26
"""Columns of one letter, which nobody counts."""
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")


def cells_of(workbook: ZipFile) -> int:
    """Of its vastest sheet: the last row times the last column that are named. Raises what unpacking may."""
    names = [name for name in workbook.namelist() if _SHEET.fullmatch(name)]
    return max((_cells(workbook, name) for name in names), default=0)


def _cells(workbook: ZipFile, name: str) -> int:
    rows, columns = 1, _NEAR
    for piece in _pieces(workbook, name):
        rows = max(rows, *map(int, _ROW.findall(piece)), 1)
        columns = max(columns, *map(_number, set(_FAR_COLUMN.findall(piece))), 1)
    return rows * columns


def _pieces(workbook: ZipFile, name: str) -> Iterator[bytes]:
    """What lies across two of them is in both."""
    end = b""
    with workbook.open(name) as part:
        while piece := part.read(_PIECE):
            yield end + piece
            end = piece[-_OVERLAP:]


def _number(letters: bytes) -> int:
    """`AA` is 27."""
    number = 0
    for letter in letters:
        number = 26 * number + letter - ord("A") + 1
    return number
