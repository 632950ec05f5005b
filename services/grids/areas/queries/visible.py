"""What every reading of areas has in common: the caller's areas, and the columns that are shown."""

from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, or_, select

from services.chassis.caller import Scope
from services.chassis.storage.prepared import Prepared, here
from services.chassis.storage.rows import Rows
from services.chassis.storage.scope import within_paths
from services.grids.areas.queries.held import binds_of, count_of, path_seen_by
from services.grids.areas.store.tables import area_codes, areas

SHOWN = (
    areas.c.id,
    areas.c.parent_id,
    areas.c.kind,
    areas.c.name,
    areas.c.path,
    areas.c.active,
    areas.c.version,
)


class Visible:
    """The areas that the caller may see."""

    def __init__(self, rows: Rows, scope: Scope) -> None:
        self.rows, self.scope = rows, scope

    def select(self, *columns: ColumnElement[Any]) -> Select[Any]:
        mine = within_paths(self.scope, self.rows, areas.c.path, areas)
        return select(*columns).where(self.rows.of(areas), mine)

    def find_path(self, area_id: str) -> str | None:
        held = binds_of(self.scope)
        found = self.rows.one(_path_for(count_of(self.scope)), area_id=area_id, **held)
        return found["path"] if found else None


@cache
def _path_for(count: int | None) -> Prepared:
    """Written once for each number of areas that a caller holds."""
    its = (here(areas), areas.c.id == bindparam("area_id"))
    return Prepared(select(areas.c.path).where(*its, path_seen_by(count)))


def code_holds_on(day: date | ColumnElement[date]) -> ColumnElement[bool]:
    until = area_codes.c.valid_to
    return and_(area_codes.c.valid_from <= day, or_(until.is_(None), until > day))
