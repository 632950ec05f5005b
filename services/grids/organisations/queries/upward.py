"""The organisations of the ground that a way up leads through, in one prepared statement."""

from collections.abc import Callable
from typing import Any, Protocol

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Integer,
    Select,
    and_,
    bindparam,
    exists,
    literal,
    or_,
    select,
    union_all,
)

from services.chassis.errors import FieldError, FieldsInvalid
from services.chassis.storage.prepared import Prepared, here
from services.chassis.storage.rows import Rows
from services.grids.organisations.domain.errors import AreaUnknown, DwellingUnknown
from services.grids.organisations.queries.lists import SHOWN
from services.grids.organisations.store.tables import organisations
from services.grids.organisations.use_cases.ports import After, Page

LOWEST = -1
"""Groupings of the dwelling's unit stand before the area where it lies."""
Within = Callable[[ColumnElement[str]], ColumnElement[bool]]


class Ways(Protocol):
    """Statements about the way up from an area or a dwelling, each written once."""

    def from_area(self) -> Prepared: ...
    def from_dwelling(self) -> Prepared: ...
    def stands(self, of_dwelling: bool) -> Prepared:
        """A row, if the caller sees the start."""

    @property
    def binds(self) -> dict[str, str]: ...


class SqlOrganisationsUpward:
    def __init__(self, rows: Rows, ways: Ways) -> None:
        self.rows, self.ways = rows, ways

    def from_area(self, area_id: str, after: After, limit: int) -> Page:
        found = self._found(self.ways.from_area(), after, limit, area_id=area_id)
        if not found["items"] and not self._stands(False, area_id=area_id):
            raise AreaUnknown(area_id=area_id)
        return found

    def from_dwelling(self, dwelling_id: str, after: After, limit: int) -> Page:
        found = self._found(self.ways.from_dwelling(), after, limit, dwelling_id=dwelling_id)
        if not found["items"] and not self._stands(True, dwelling_id=dwelling_id):
            raise DwellingUnknown(dwelling_id=dwelling_id)
        return found

    def _found(self, statement: Prepared, after: After, limit: int, **start: str) -> Page:
        height, name, last = _start(after)
        behind = {"after_height": height, "after_name": name, "after_id": last, "size": limit + 1}
        found = self.rows.all(statement, **start, **behind, **self.ways.binds)
        items = found[:limit]
        end = items[-1] if len(found) > limit else None
        return {"items": items, "next": None if end is None else [end["height"], end["name"], end["id"]]}

    def _stands(self, of_dwelling: bool, **start: str) -> bool:
        return self.rows.one(self.ways.stands(of_dwelling), **start, **self.ways.binds) is not None


def organisations_on(line: FromClause, of_groupings: Within | None = None) -> Select[Any]:
    """To be prepared: those bound to the areas of a line, and to groupings, a page of them."""
    its = organisations.c
    is_open = (here(organisations), its.closed_on.is_(None))
    bound = and_(*is_open, its.area_id == line.c.id, its.grouping_id.is_(None), line.c.height >= 0)
    parts = [select(*SHOWN, line.c.height).select_from(line.join(organisations, bound))]
    if of_groupings is not None:
        seen = exists(select(line.c.id).where(line.c.height == 0))
        grouped = select(*SHOWN, literal(LOWEST).label("height"))
        parts.append(grouped.where(*is_open, of_groupings(its.grouping_id), seen))
    all_of_them = union_all(*parts).subquery()
    c = all_of_them.c
    height, name, last = (
        bindparam("after_height", type_=Integer()),
        bindparam("after_name", type_=its.name.type),
        bindparam("after_id", type_=its.id.type),
    )
    same_name = and_(c.name == name, c.id > last)
    behind = or_(c.height > height, and_(c.height == height, or_(c.name > name, same_name)))
    page = select(all_of_them).where(behind).order_by(c.height, c.name, c.id)
    return page.limit(bindparam("size", type_=Integer()))


def _start(after: After) -> tuple[int, str, str]:
    """Raises FieldsInvalid when `after` is of another shape."""
    match after:
        case None:
            return (LOWEST - 1, "", "")
        case [int(height), str(name), str(last)] if not isinstance(height, bool):
            return (height, name, last)
        case _:
            raise FieldsInvalid([FieldError("after", "wrong_type")])
