"""Where a caller may see: the subtrees of the areas it holds, as a condition on rows (D2)."""

from typing import Any

from sqlalchemy import ColumnElement, Table, and_, exists, false, func, or_, select, true

from services.chassis.caller import Scope
from services.chassis.storage.ranges import under
from services.chassis.storage.rows import Rows


def within(scope: Scope, rows: Rows, area_id: ColumnElement[Any], areas: Table) -> ColumnElement[bool]:
    """Rows whose area lies in the scope; `areas` has `district`, `id` and `path`."""
    if scope.area_ids is None:
        return true()
    seen = areas.alias()
    on_path = within_paths(scope, rows, seen.c.path, areas)
    if scope.is_empty:
        return false()
    return exists().where(seen.c.district == rows.district, seen.c.id == area_id, _is_there(seen), on_path)


def within_each(scope: Scope, rows: Rows, area_id: ColumnElement[Any], areas: Table) -> ColumnElement[bool]:
    """The same for a few rows that are known without it: a look-up for each of them.

    Of an EXISTS among what is selected a planner may make a table of all areas in the scope.
    """
    if scope.area_ids is None:
        return true()
    if scope.is_empty:
        return false()
    seen = areas.alias()
    on_path = within_paths(scope, rows, seen.c.path, areas)
    its = (seen.c.district == rows.district, seen.c.id == area_id, _is_there(seen))
    return func.coalesce(select(on_path).where(*its).scalar_subquery(), false())


def _is_there(areas: Any) -> ColumnElement[bool]:
    """A mirror keeps rows that are no more."""
    return areas.c.removed.is_(False) if "removed" in areas.c else true()


def all_within(scope: Scope, rows: Rows, area_id: ColumnElement[Any], areas: Table) -> ColumnElement[bool]:
    """The same for a list, whose paths are asked for first: a planner that sees them knows whether few rows
    lie there or many, and so whether to begin with the areas or with the order of the page."""
    if scope.area_ids is None:
        return true()
    if scope.is_empty:
        return false()
    there = (rows.of(areas), _is_there(areas))
    held = rows.all(select(areas.c.path).where(*there, areas.c.id.in_(scope.area_ids)))
    inside = or_(false(), *(under(areas.c.path, row["path"]) for row in held))
    return area_id.in_(select(areas.c.id).where(*there, inside))


def within_paths(scope: Scope, rows: Rows, path: ColumnElement[Any], areas: Table) -> ColumnElement[bool]:
    """The same for rows that carry the path themselves: the areas' own."""
    if scope.area_ids is None:
        return true()
    return or_(false(), *(_under(rows, path, areas, held) for held in scope.area_ids))


def _under(rows: Rows, path: ColumnElement[Any], areas: Table, held: str) -> ColumnElement[bool]:
    """The bounds are sub-selects of their own: to the index they are constants, and nothing leaks."""
    root = areas.alias()
    mine = (root.c.district == rows.district, root.c.id == held, _is_there(root))
    start = select(root.c.path).where(*mine).scalar_subquery()
    # '0' follows '/', the end of every path.
    end = (
        select(func.substr(root.c.path, 1, func.length(root.c.path) - 1) + "0").where(*mine).scalar_subquery()
    )
    return and_(path >= start, path < end)
