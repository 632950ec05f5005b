"""A sheet of areas as a file: its rows below the headings, in the order in which they are taken in."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

from services.chassis.ids import new_id
from services.chassis.importing import Refusal
from services.chassis.sheets.reading import Row, read_rows
from services.chassis.standards.headings import HEADINGS_WITHIN
from services.grids.area_sheets.domain.columns import HEADINGS
from services.grids.area_sheets.domain.line import Cells, Line, Reading, order_of
from services.grids.area_sheets.domain.twice import Twice
from services.grids.area_sheets.use_cases.take_areas_in import AT_ONCE

FORMULA = re.compile("'*[=+@＝＋＠－-]")
"""What a CSV would run, in whichever width, or a guard of it.

It is given out with one `'` more, and read with one less.
"""


@dataclass(frozen=True)
class Chunk:
    """`last` is the place of its last row in the order of taking in; `ids` has one for each line."""

    last: int
    lines: tuple[Line, ...]
    bad: tuple[Refusal, ...]
    ids: tuple[str, ...]

    @property
    def rows(self) -> int:
        return len(self.lines) + len(self.bad)


Ordered = tuple[tuple[int, str], Line | Refusal]


class AreaFile:
    """Raises what reading it may."""

    def __init__(self, content: bytes) -> None:
        rows = list(read_rows(content))
        at, self.places = HEADINGS.find([row.cells for row in rows[:HEADINGS_WITHIN]])
        self.headings = rows[at].cells
        self.rows = [row for row in rows[at + 1 :] if not HEADINGS.is_repeated(row.cells, self.places)]

    def chunks(self, reading: Reading, after: int) -> Iterator[Chunk | None]:
        """Rows that were given out first, then the upper ones: a chunk has nobody's child beside it.

        The order is that of the cells: whoever goes on finds it again, whatever is refused by then.
        None behind each row that is read.
        """
        read: list[Ordered] = []
        twice = Twice()
        for row in self.rows:
            cells = self.cells_in(row)
            line = reading.line(row.number, cells)
            if isinstance(line, Line) and (wrong := twice.collisions(line)):
                line = Refusal(row.number, tuple(wrong))
            read.append((order_of(cells), line))
            yield None
        read.sort(key=itemgetter(0))
        yield from _cut(read, after)

    def cells_in(self, row: Row) -> Cells:
        has = len(row.cells)
        return {column: _unguarded(row.cells[at]) for column, at in self.places.items() if at < has}

    def cells(self) -> Mapping[int, Sequence[Any]]:
        return {row.number: row.cells for row in self.rows}


def _cut(read: Sequence[Ordered], after: int) -> Iterator[Chunk]:
    lines: list[Line] = []
    bad: list[Refusal] = []
    groups = _groups(read)
    for place, (order, each) in enumerate(read, start=1):
        if place <= after:
            continue
        if isinstance(each, Line):
            lines.append(each)
        else:
            bad.append(each)
        size = len(lines) + len(bad)
        is_last = place == len(read) or read[place][0][0] != order[0]
        if is_last or size == AT_ONCE or size + groups.get(place, 0) > AT_ONCE:
            yield Chunk(place, tuple(lines), tuple(bad), tuple(new_id() for _ in lines))
            lines, bad = [], []


def _groups(read: Sequence[Ordered]) -> dict[int, int]:
    """Behind which place rows begin that stay together as far as a chunk holds them, and how many."""
    groups, place = dict[int, int](), 0
    for _, group in groupby(read, key=itemgetter(0)):
        size = sum(1 for _ in group)
        groups[place] = min(size, AT_ONCE)
        place += size
    return groups


def _unguarded(cell: Any) -> Any:
    is_guarded = isinstance(cell, str) and cell.startswith("'") and FORMULA.match(cell)
    return cell[1:] if is_guarded else cell
