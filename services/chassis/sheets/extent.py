"""How far the sheets of a workbook reach, before they are laid out: empty cells count too."""

import re
from collections.abc import Iterator
from zipfile import ZipFile, ZipInfo

_PIECE = 2**20
_OVERLAP = 128
_ROW = re.compile(rb"""r(?<=\br) ?= ?["'][A-Za-z]{0,3}(\d{1,40})["']""")
_FAR_COLUMN = re.compile(rb"""r(?<=\br) ?= ?["']([A-Za-z]{2,3})\d""")
"""In whichever quotes; a cell names its row as a row does."""
_NEAR = 26
"""Columns of one letter, which nobody counts."""


def cells_of(workbook: ZipFile) -> int:
    """Of its vastest sheet: the last row times the last column that are named. Raises what unpacking may.

    A part of whatever name may be one.
    """
    return max((_cells(workbook, part) for part in workbook.infolist() if not part.is_dir()), default=0)


def _cells(workbook: ZipFile, part: ZipInfo) -> int:
    rows, columns = 1, _NEAR
    for piece in _pieces(workbook, part):
        rows = max(rows, *map(int, set(_ROW.findall(piece))), 1)
        columns = max(columns, *map(_number, set(_FAR_COLUMN.findall(piece))), 1)
    return rows * columns


def _pieces(workbook: ZipFile, part: ZipInfo) -> Iterator[bytes]:
    """What lies across two of them is in both; blanks in a row are one, or they would push it apart."""
    end = b""
    with workbook.open(part) as inside:
        while piece := inside.read(_PIECE):
            near = b" ".join((end + piece).split()) + b" " * piece[-1:].isspace()
            yield near
            end = near[-_OVERLAP:]


def _number(letters: bytes) -> int:
    """`AA` is 27."""
    number = 0
    for letter in letters.upper():
        number = 26 * number + letter - ord("A") + 1
    return number
