"""Keyset pages: the next page starts after the last row seen, whatever was added meanwhile."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, UnaryExpression, and_, or_
from sqlalchemy.sql import operators

from services.chassis.errors import FieldError, FieldsInvalid
from services.chassis.storage.rows import Rows

Ordered = ColumnElement[Any] | UnaryExpression[Any]


def page(
    rows: Rows, statement: Select[Any], *, by: Sequence[Ordered], after: Sequence[Any] | None, limit: int
) -> tuple[list[dict[str, Any]], list[Any] | None]:
    """At most `limit` rows after `after`, and what the page after them starts with.

    `by` names selected columns that are never null and together unique; `.desc()` turns one round.
    FieldsInvalid when `after` is of another shape.
    """
    if after is not None:
        statement = statement.where(_after(by, read_after(by, after)))
    found = rows.all(statement.order_by(*by).limit(limit + 1))
    items = found[:limit]
    more = len(found) > limit
    return items, [_plain(items[-1][_column(one).name]) for one in by] if more else None


def _after(by: Sequence[Ordered], values: Sequence[Any]) -> ColumnElement[bool]:
    """The row comparison written out; the first column's bound stands alone, for the index."""
    beyond: ColumnElement[bool] | None = None
    for one, value in reversed(list(zip(by, values, strict=True))):
        column = _column(one)
        further = column < value if _is_descending(one) else column > value
        beyond = further if beyond is None else or_(further, and_(column == value, beyond))
    assert beyond is not None
    first = _column(by[0])
    start = first <= values[0] if _is_descending(by[0]) else first >= values[0]
    return and_(start, beyond)


def _column(one: Ordered) -> Any:
    return one.element if isinstance(one, UnaryExpression) else one


def _is_descending(one: Ordered) -> bool:
    return isinstance(one, UnaryExpression) and one.modifier is operators.desc_op


def read_after(by: Sequence[Ordered], after: Sequence[Any]) -> list[Any]:
    """The values that a page goes on behind. FieldsInvalid when they are of another shape."""
    try:
        return [_typed(_column(one), value) for one, value in zip(by, after, strict=True)]
    except ValueError as error:
        raise FieldsInvalid([FieldError("after", "wrong_type")]) from error


def _typed(column: Any, value: Any) -> Any:
    wanted = column.type.python_type
    if wanted in (date, datetime) and isinstance(value, str):
        value = wanted.fromisoformat(value)
    if not isinstance(value, wanted) or isinstance(value, bool) is not (wanted is bool):
        raise ValueError("after")
    return value


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
