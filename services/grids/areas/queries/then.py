"""Who stood under whom on a day that is over: conditions that ask the spans of that day.

The day on which an area was merely entered is no founding: before it, it stands as it was then first known.
One whose founding was said is not there before it.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy import CTE, ColumnElement, Date, and_, exists, func, literal, not_, or_, select, union_all
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.visitors import InternalTraversal

from services.chassis.storage.prepared import here
from services.chassis.storage.tenant import Key
from services.grids.areas.domain.change import ChangeKind
from services.grids.areas.queries.held import path_seen_by
from services.grids.areas.queries.upward import GENERAL_TOTAL, ON, THE_AREA
from services.grids.areas.store.tables import area_changes, area_spans, areas

Day = date | ColumnElement[date]
Mine = Callable[[Any], ColumnElement[bool]]
"""The condition that a table's rows are the district's."""


class _DayOf(ColumnElement[date]):
    """The day of a moment in Asia/Shanghai."""

    type = Date()
    inherit_cache = True
    _traverse_internals = [("moment", InternalTraversal.dp_clauseelement)]  # noqa: RUF012

    def __init__(self, moment: ColumnElement[Any]) -> None:
        self.moment = moment


@compiles(_DayOf)
def _on_postgresql(element: Any, compiler: Any, **more: Any) -> str:
    return f"CAST(({compiler.process(element.moment, **more)}) AT TIME ZONE 'Asia/Shanghai' AS DATE)"


@compiles(_DayOf, "sqlite")
def _on_sqlite(element: Any, compiler: Any, **more: Any) -> str:
    return f"date(substr({compiler.process(element.moment, **more)}, 1, 19), '+8 hours')"


def span_on(spans: Any, day: Day) -> ColumnElement[bool]:
    """The span of that day, or an area's first one where it begins later."""
    other = area_spans.alias()
    first = (
        select(func.min(other.c.valid_from))
        .where(other.c.district == spans.c.district, other.c.area_id == spans.c.area_id)
        .correlate(spans)
        .scalar_subquery()
    )
    lasting = or_(spans.c.valid_to.is_(None), spans.c.valid_to > day)
    return and_(lasting, or_(spans.c.valid_from <= day, spans.c.valid_from == first))


def lasts_beyond(day: date) -> ColumnElement[bool]:
    """An area has not ended by that day."""
    return or_(areas.c.active, areas.c.valid_to > day)


def not_yet(area: Any, day: Day, mine: Mine) -> ColumnElement[bool]:
    """It was founded after that day, and its founding was said."""
    change = area_changes.alias()
    said = or_(
        change.c.kind == ChangeKind.MERGED.value,
        change.c.kind == ChangeKind.SPLIT.value,
        change.c.document_number.is_not(None),
        change.c.effective_on < _DayOf(change.c.at),
    )
    founding = (change.c.number == area.c.founded_in, change.c.effective_on == area.c.valid_from)
    return and_(area.c.valid_from > day, exists().where(mine(change), *founding, said).correlate(area))


def upward_then(held: int | None, ground: Any = THE_AREA, start: Any = None) -> CTE:
    """As `upward`, on a day that is over. `start` is where the way began that day, for whoever sees `ground`.

    An area that was not founded that day, or had ended, leads nowhere.
    """
    place, span = areas.alias("then_area"), area_spans.alias("then_span")
    seen = exists().where(here(areas), areas.c.id == ground, path_seen_by(held)).correlate(None)
    shown = (place.c.id, span.c.parent_id, span.c.name, place.c.kind)
    first = select(*shown, literal(0).label("height")).select_from(_with_span(place, span))
    mine = [here(place), here(span), span_on(span, ON), seen]
    if start is None:
        mine += [place.c.id == ground, not_(not_yet(place, ON, here))]
    else:
        mine += [place.c.id == start]
    line = first.where(*mine).cte("line", recursive=True)
    above, its = areas.alias("above"), area_spans.alias("its")
    step = select(above.c.id, its.c.parent_id, its.c.name, above.c.kind, line.c.height + 1)
    step = step.select_from(_with_span(above, its).join(line, above.c.id == line.c.parent_id))
    line = line.union_all(step.where(here(above), here(its), span_on(its, ON)))
    below, theirs, top = areas.alias("below"), area_spans.alias("theirs"), line.alias("top")
    totals = (
        select(below.c.id, theirs.c.name, below.c.kind, literal(-1))
        .select_from(_with_span(below, theirs).join(top, theirs.c.parent_id == top.c.id))
        .where(here(below), here(theirs), top.c.height == 0, below.c.kind == GENERAL_TOTAL)
        .where(span_on(theirs, ON), not_(not_yet(below, ON, here)))
    )
    return union_all(select(line.c.id, line.c.name, line.c.kind, line.c.height), totals).cte("upward")


def downward_then(root_id: str, day: date, mine: Mine) -> CTE:
    """Columns id, name, kind, path of what stood in a subtree that day; paths begin at its root."""
    short = last_of(areas.c.path)
    shown = (area_spans.c.area_id.label("id"), area_spans.c.name, areas.c.kind)
    there = (mine(area_spans), mine(areas), span_on(area_spans, day), not_(not_yet(areas, day, mine)))
    joined = _with_span(areas, area_spans)
    root = select(*shown, short.label("path")).select_from(joined)
    then = root.where(*there, area_spans.c.area_id == root_id).cte("stood", recursive=True)
    below = select(*shown, then.c.path.concat(short).label("path"))
    below = below.select_from(joined.join(then, area_spans.c.parent_id == then.c.id))
    return then.union_all(below.where(*there))


def _with_span(place: Any, span: Any) -> Any:
    return place.join(span, and_(span.c.district == place.c.district, span.c.area_id == place.c.id))


def last_of(path: ColumnElement[str]) -> ColumnElement[str]:
    """Its last short id, with the slash that ends it."""
    bare = func.rtrim(path, "/")
    above = func.rtrim(bare, func.replace(bare, "/", ""))
    return func.substr(path, func.length(above) + 1, type_=Key)
