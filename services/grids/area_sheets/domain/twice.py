"""What a sheet says twice: one area, one name under one area, one code."""

from collections.abc import Hashable, Iterator

from services.chassis.importing import Wrong
from services.grids.area_sheets.domain.columns import AreaColumn
from services.grids.area_sheets.domain.faults import AreaFault
from services.grids.area_sheets.domain.line import Line


class Twice:
    def __init__(self) -> None:
        self._rows: dict[Hashable, int] = {}

    def collisions(self, line: Line) -> list[Wrong]:
        """With rows that were asked about before."""
        return [
            Wrong(column, AreaFault.TWICE_IN_FILE, row)
            for column, key in _keys(line)
            if (row := self._rows.setdefault(key, line.row)) != line.row
        ]


def _keys(line: Line) -> Iterator[tuple[AreaColumn, Hashable]]:
    yield AreaColumn.NAME, (line.parent, line.name)
    if line.area_id:
        yield AreaColumn.AREA_ID, line.area_id
    if line.code:
        yield AreaColumn.CODE, (line.code.scheme, line.code.code)
