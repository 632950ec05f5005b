"""An estate's sheet as a file: its rows below the headings, cut into chunks."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from services.chassis.importing import Refusal, Wrong
from services.chassis.sheets.reading import read_rows
from services.chassis.standards.headings import HEADINGS_WITHIN
from services.grids.estate_sheets.domain.columns import HEADINGS, EstateColumn
from services.grids.estate_sheets.domain.faults import EstateFault
from services.grids.estate_sheets.domain.line import Line, alike, read_line

ROWS_AT_ONCE = 200
UNITS_AT_ONCE = 500
DWELLINGS_AT_ONCE = 5000


@dataclass(frozen=True)
class Chunk:
    """`last` is the number of its last row."""

    last: int
    lines: tuple[Line, ...]
    bad: tuple[Refusal, ...]

    @property
    def rows(self) -> int:
        return len(self.lines) + len(self.bad)


class EstateFile:
    """Raises what reading it may."""

    def __init__(self, content: bytes) -> None:
        rows = list(read_rows(content))
        at, self.places = HEADINGS.find([row.cells for row in rows[:HEADINGS_WITHIN]])
        self.headings = rows[at].cells
        self.rows = [row for row in rows[at + 1 :] if not HEADINGS.is_repeated(row.cells, self.places)]

    def chunks(self, after: int) -> Iterator[Chunk | None]:
        """Rows up to `after` were taken in before: they are only remembered. None behind each row."""
        said: dict[tuple[str, str], int] = {}
        cut = _Cut()
        for row in self.rows:
            cells = {name: row.cells[at] for name, at in self.places.items() if at < len(row.cells)}
            read = _once(read_line(row.number, cells), said)
            yield None
            if row.number <= after:
                continue
            if cut.is_full_with(read):
                yield cut.chunk()
                cut = _Cut()
            cut.add(read)
        if cut.read:
            yield cut.chunk()

    def cells(self) -> Mapping[int, Sequence[Any]]:
        return {row.number: row.cells for row in self.rows}


class _Cut:
    def __init__(self) -> None:
        self.read: list[Line | Refusal] = []
        self._units = self._dwellings = 0

    def is_full_with(self, read: Line | Refusal) -> bool:
        units, dwellings = _size(read)
        return bool(self.read) and (
            len(self.read) == ROWS_AT_ONCE
            or self._units + units > UNITS_AT_ONCE
            or self._dwellings + dwellings > DWELLINGS_AT_ONCE
        )

    def add(self, read: Line | Refusal) -> None:
        units, dwellings = _size(read)
        self.read.append(read)
        self._units += units
        self._dwellings += dwellings

    def chunk(self) -> Chunk:
        lines = tuple(each for each in self.read if isinstance(each, Line))
        bad = tuple(each for each in self.read if isinstance(each, Refusal))
        return Chunk(self.read[-1].row, lines, bad)


def _size(read: Line | Refusal) -> tuple[int, int]:
    if isinstance(read, Refusal):
        return 0, 0
    return read.units, read.units * read.floors * read.rooms_per_floor


def _once(read: Line | Refusal, said: dict[tuple[str, str], int]) -> Line | Refusal:
    if isinstance(read, Refusal):
        return read
    first = said.setdefault(alike(read.key), read.row)
    if first == read.row:
        return read
    return Refusal(read.row, (Wrong(EstateColumn.BUILDING, EstateFault.TWICE_IN_FILE, first),))
