"""The way up from an area, for statements that are prepared: itself, and each one above."""

from collections.abc import Sequence

from sqlalchemy import CTE, ColumnElement, Date, and_, bindparam, exists, literal, select, union_all

from services.chassis.storage.prepared import here
from services.grids.areas.queries.held import path_seen_by
from services.grids.areas.store.tables import areas

GENERAL_TOTAL = "general_total"
THE_AREA: ColumnElement[str] = bindparam("area_id")
ON = bindparam("on", type_=Date())


def upward_each(area_ids: Sequence[str]) -> CTE:
    """The same from several areas, whoever asks; `start_id` says from which. Its district is to be bound."""
    shown = (areas.c.id, areas.c.parent_id, areas.c.name, areas.c.kind)
    first = select(areas.c.id.label("start_id"), *shown, literal(0).label("height"))
    line = first.where(here(areas), areas.c.id.in_(area_ids), areas.c.active).cte("line", recursive=True)
    above, below = areas.alias("above"), areas.alias("below")
    step = select(
        line.c.start_id, above.c.id, above.c.parent_id, above.c.name, above.c.kind, line.c.height + 1
    )
    stands = and_(here(above), above.c.id == line.c.parent_id)
    line = line.union_all(step.select_from(above.join(line, stands)))
    is_total = (here(below), below.c.kind == GENERAL_TOTAL, below.c.active, line.c.height == 0)
    totals = select(line.c.start_id, below.c.id, below.c.name, below.c.kind, literal(-1))
    totals = totals.select_from(below.join(line, below.c.parent_id == line.c.id)).where(*is_total)
    whole = select(line.c.start_id, line.c.id, line.c.name, line.c.kind, line.c.height)
    return union_all(whole, totals).cte("upward")


def upward(held: int | None, start: ColumnElement[str] = THE_AREA) -> CTE:
    """Columns id, name, kind, height; nothing where the caller does not see the start, whose height is 0, or
    where that has ended.

    What lies above an area that the caller sees is named to them, too: whoever answers there answers for it.
    Below a community lies its general-total grid (height -1), whose chief answers for all of it.
    """
    mine = (here(areas), areas.c.id == start, areas.c.active, path_seen_by(held))
    first = select(areas.c.id, areas.c.parent_id, areas.c.name, areas.c.kind, literal(0).label("height"))
    line = first.where(*mine).cte("line", recursive=True)
    above = areas.alias("above")
    step = select(above.c.id, above.c.parent_id, above.c.name, above.c.kind, line.c.height + 1)
    line = line.union_all(
        step.select_from(above.join(line, and_(here(above), above.c.id == line.c.parent_id)))
    )
    below = areas.alias("below")
    seen = exists().where(line.c.id == below.c.parent_id, line.c.height == 0)
    totals = select(below.c.id, below.c.name, below.c.kind, literal(-1)).where(
        here(below),
        below.c.parent_id == start,
        below.c.kind == GENERAL_TOTAL,
        below.c.active,
        seen,
    )
    return union_all(select(line.c.id, line.c.name, line.c.kind, line.c.height), totals).cte("upward")
