"""What areas of a level hold: areas, dwellings and cases asked together."""

from sqlalchemy import ColumnElement, FromClause, exists, select

from services.chassis.storage.rows import Rows
from services.grids.areas.store.tables import areas
from services.grids.cases.domain.state import CaseState
from services.grids.cases.store.tables import cases
from services.grids.dwellings.store import dwellings


class SqlLevelUse:
    """One is enough, in the whole district."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows

    def holds_dwellings(self, kind: str) -> bool:
        return self._in(kind, dwellings)

    def has_open_cases(self, kind: str) -> bool:
        return self._in(kind, cases, cases.c.state != CaseState.CLOSED.value)

    def _in(self, kind: str, table: FromClause, *such: ColumnElement[bool]) -> bool:
        there = exists().where(table.c.district == areas.c.district, table.c.area_id == areas.c.id, *such)
        one = select(areas.c.id).where(self.rows.of(areas), areas.c.kind == kind, there).limit(1)
        return self.rows.one(one) is not None
