"""A row of an estate's sheet: a building with its plan, or what is wrong with it in itself."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from services.chassis.importing import Refusal, Wrong
from services.chassis.standards.cells import DigitsLost, name_of, text_of
from services.grids.estate_sheets.domain.columns import NEEDED, EstateColumn
from services.grids.estate_sheets.domain.faults import EstateFault

LONGEST_NAME = 200
MOST_DWELLINGS = 5000
MOST = {EstateColumn.UNITS: 99, EstateColumn.FLOORS: 150, EstateColumn.ROOMS_PER_FLOOR: 99}
Cells = Mapping[EstateColumn, object]
_NUMBER = re.compile(r"[0-9]{1,9}")
_ROOM = re.compile(r"[1-9][0-9]?-[1-9][0-9]{2,4}")
_BETWEEN_ROOMS = re.compile(r"[,、;\s]+")
_GIVEN = re.compile(r"([0-9]{1,9})(?:[-~—]([0-9]{1,9}))?(?:单元)?:(.+)")


@dataclass(frozen=True)
class Given:
    """The units `first` to `last` go to the grid of this name."""

    first: int
    last: int
    grid: str


@dataclass(frozen=True)
class Line:
    row: int
    estate: str
    building: str
    units: int
    floors: int
    rooms_per_floor: int
    left_out: tuple[str, ...] = ()
    given: tuple[Given, ...] = ()

    @property
    def key(self) -> tuple[str, str]:
        """As it is spelt."""
        return self.estate, self.building

    @property
    def rooms(self) -> frozenset[str]:
        """As `unit-room`."""
        return frozenset(self._planned()) - set(self.left_out)

    def grid_of(self) -> dict[int, str]:
        return {unit: each.grid for each in self.given for unit in range(each.first, each.last + 1)}

    def _planned(self) -> Iterator[str]:
        for unit in range(1, self.units + 1):
            for floor in range(1, self.floors + 1):
                for place in range(1, self.rooms_per_floor + 1):
                    yield f"{unit}-{floor}{place:02d}"


@dataclass
class _Reader:
    cells: Cells
    wrong: list[Wrong] = field(default_factory=list)

    def refuse(self, column: EstateColumn, fault: EstateFault) -> None:
        wrong = Wrong(column, fault)
        if wrong not in self.wrong:
            self.wrong.append(wrong)

    def text(self, column: EstateColumn, read: Callable[[object], str] = text_of) -> str:
        try:
            said = read(self.cells.get(column))
        except DigitsLost:
            self.refuse(column, EstateFault.OUT_OF_RANGE)
            return ""
        if not said and column in NEEDED:
            self.refuse(column, EstateFault.REQUIRED)
        return said

    def name(self, column: EstateColumn) -> str:
        said = self.text(column, name_of)
        if len(said) > LONGEST_NAME:
            self.refuse(column, EstateFault.TOO_LONG)
        return said

    def number(self, column: EstateColumn) -> int:
        """At least 1, so that what is wrong elsewhere is found too."""
        said = self.text(column)
        if not said:
            return 1
        if not _NUMBER.fullmatch(said):
            self.refuse(column, EstateFault.NOT_A_NUMBER)
            return 1
        if not 1 <= int(said) <= MOST[column]:
            self.refuse(column, EstateFault.OUT_OF_RANGE)
            return 1
        return int(said)

    def left_out(self) -> tuple[str, ...]:
        said = [each for each in _BETWEEN_ROOMS.split(self.text(EstateColumn.LEFT_OUT)) if each]
        if not all(_ROOM.fullmatch(each) for each in said):
            self.refuse(EstateColumn.LEFT_OUT, EstateFault.NOT_A_ROOM)
            return ()
        return tuple(dict.fromkeys(said))

    def given(self, units: int) -> tuple[Given, ...]:
        """`1-2:first;3:second`, or one name for all units."""
        parts = [each.strip() for each in self.text(EstateColumn.GRIDS).split(";") if each.strip()]
        if len(parts) == 1 and not _GIVEN.fullmatch(parts[0]):
            return (Given(1, units, parts[0]),)
        given = [each for part in parts if (each := self._range(part, units))]
        named = [unit for each in given for unit in range(each.first, each.last + 1)]
        if len(named) > len(set(named)):
            self.refuse(EstateColumn.GRIDS, EstateFault.UNIT_TWICE)
        return tuple(given)

    def _range(self, part: str, units: int) -> Given | None:
        said = _GIVEN.fullmatch(part)
        if said is None:
            self.refuse(EstateColumn.GRIDS, EstateFault.NOT_A_RANGE)
            return None
        first, last = int(said[1]), int(said[2] or said[1])
        if first > last:
            self.refuse(EstateColumn.GRIDS, EstateFault.RANGE_REVERSED)
        if not 1 <= first <= units or last > units:
            self.refuse(EstateColumn.GRIDS, EstateFault.NO_SUCH_UNIT)
            return None
        return Given(first, last, said[3].strip())


def alike(key: tuple[str, str]) -> tuple[str, str]:
    """The same for what is told apart by its width alone: 锦绣苑（一期） and 锦绣苑(一期)."""
    return text_of(key[0]), text_of(key[1])


def read_line(row: int, cells: Cells) -> Line | Refusal:
    reader = _Reader(cells)
    estate, building = reader.name(EstateColumn.ESTATE), reader.name(EstateColumn.BUILDING)
    units, floors, per_floor = (reader.number(column) for column in MOST)
    line = Line(row, estate, building, units, floors, per_floor, reader.left_out(), reader.given(units))
    if units * floors * per_floor > MOST_DWELLINGS:
        reader.refuse(EstateColumn.ROOMS_PER_FLOOR, EstateFault.TOO_MANY_DWELLINGS)
    elif not reader.wrong and not set(line.left_out) <= set(line._planned()):
        reader.refuse(EstateColumn.LEFT_OUT, EstateFault.NO_SUCH_ROOM)
    return Refusal(row, tuple(reader.wrong)) if reader.wrong else line
