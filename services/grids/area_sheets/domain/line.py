"""A row of a sheet of areas: what it says, or what is wrong with it in itself."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from services.chassis.importing import Refusal, Wrong
from services.chassis.standards.cells import is_blank
from services.grids.area_sheets.domain.cells import day_said, said_in
from services.grids.area_sheets.domain.columns import AreaColumn
from services.grids.area_sheets.domain.faults import AreaFault
from services.grids.area_sheets.domain.names import Names, as_text, names_in

WARRANT = (AreaColumn.EFFECTIVE_ON, AreaColumn.DOCUMENT)
COLUMNS = tuple(column for column in AreaColumn if column not in WARRANT)
Cells = Mapping[AreaColumn, object]


@dataclass(frozen=True, slots=True)
class Code:
    """`valid_from` None: from the day on which its area is founded."""

    scheme: str
    code: str
    valid_from: date | None


@dataclass(frozen=True, slots=True)
class Line:
    """`area_id` and `seen_version` are those of an area that the sheet was given out with; `effective_on` and
    `document` are of its founding or of its new name."""

    row: int
    area_id: str | None
    seen_version: int
    parent: Names
    kind: str
    name: str
    code: Code | None
    effective_on: date | None = None
    document: str | None = None

    def day(self, today: date) -> date:
        """From which on it is so: the day on which the sheet is taken in, if it says none."""
        return self.effective_on or today


@dataclass(frozen=True)
class Protected:
    """What nobody changes in a row that was given out; its check value stands for all of it."""

    root_id: str
    area_id: str
    version: int
    parent: str
    kind: str

    def as_bytes(self) -> bytes:
        return "\n".join((self.root_id, self.area_id, str(self.version), self.parent, self.kind)).encode()


@dataclass(frozen=True)
class Reading:
    """`kinds`: what a cell may say, half width → the kind. `holds`: a check value is that of a row."""

    root_id: str
    kinds: Mapping[str, str]
    holds: Callable[[Protected, str], bool]

    def line(self, row: int, cells: Cells) -> Line | Refusal:
        wrong: list[Wrong] = []
        said = {column: said_in(column, cells.get(column), wrong) for column in COLUMNS}
        kind = self.kinds.get(said[AreaColumn.KIND], "")
        if said[AreaColumn.KIND] and not kind:
            wrong.append(Wrong(AreaColumn.KIND, AreaFault.UNKNOWN_KIND))
        parent = names_in(said[AreaColumn.PARENT])
        area_id, version = self._protected(said, parent, kind, wrong)
        code = _code(said, cells.get(AreaColumn.VALID_FROM), wrong)
        effective_on, document = _warrant(cells, wrong)
        if wrong:
            return Refusal(row, tuple(wrong))
        return Line(row, area_id, version, parent, kind, said[AreaColumn.NAME], code, effective_on, document)

    def _protected(
        self, said: Mapping[AreaColumn, str], parent: Names, kind: str, wrong: list[Wrong]
    ) -> tuple[str | None, int]:
        area_id, check = said[AreaColumn.AREA_ID], said[AreaColumn.CHECK]
        if not area_id and not check:
            return None, 0
        version, _, value = check.partition(".")
        number = int(version) if version.isascii() and version.isdecimal() and len(version) < 10 else 0
        if not self.holds(Protected(self.root_id, area_id, number, as_text(parent), kind), value):
            wrong.append(Wrong(AreaColumn.AREA_ID, AreaFault.TAMPERED))
        return area_id, number


def order_of(cells: Cells) -> tuple[int, str]:
    """How far below the sheet's own area it would stand, right or wrong.

    One that was given out comes before, beside those below the same area: they may take each other's names.
    """
    parent = cells.get(AreaColumn.PARENT)
    if not (is_blank(cells.get(AreaColumn.AREA_ID)) and is_blank(cells.get(AreaColumn.CHECK))):
        return -1, str(parent)
    return len(names_in(parent)) if isinstance(parent, str) else int(parent is not None), ""


def _warrant(cells: Cells, wrong: list[Wrong]) -> tuple[date | None, str | None]:
    """Most sheets have neither column."""
    day, document = (cells.get(column) for column in WARRANT)
    effective_on = day_said(AreaColumn.EFFECTIVE_ON, day, wrong) if day else None
    return effective_on, (said_in(AreaColumn.DOCUMENT, document, wrong) or None) if document else None


def _code(said: Mapping[AreaColumn, str], since: object, wrong: list[Wrong]) -> Code | None:
    scheme, code = said[AreaColumn.SCHEME], said[AreaColumn.CODE]
    if not code and is_blank(since):
        return None  # a scheme alone is a column that was filled downwards
    for column, text in ((AreaColumn.SCHEME, scheme), (AreaColumn.CODE, code)):
        if not text and Wrong(column, AreaFault.DIGITS_LOST) not in wrong:
            wrong.append(Wrong(column, AreaFault.REQUIRED))
    return Code(scheme, code, day_said(AreaColumn.VALID_FROM, since, wrong))
