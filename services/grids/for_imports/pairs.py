"""Rows by pairs of texts, hundreds at once: one parameter, and from it straight to the index.

A list of so many values is laid out, sent and planned anew each time, and a planner that sees how long it is
may sooner read the whole table.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    ColumnElement,
    Select,
    and_,
    bindparam,
    cast,
    func,
    select,
    tuple_,
)

from services.chassis import wire
from services.chassis.storage.rows import Rows
from services.chassis.storage.tenant import Key

Pair = tuple[ColumnElement[str], ColumnElement[str]]
_ONE, _OTHER = Column("one", Key), Column("other", Key)


def rows_of_pairs(
    rows: Rows, statement: Select[Any], pair: Pair, asked: Iterable[Sequence[str]]
) -> list[dict[str, Any]]:
    pairs = [{"one": one, "other": other} for one, other in asked]
    if not pairs:
        return []
    sent: Any = bindparam("pairs", wire.dumps(pairs).decode())
    if rows.is_postgresql:
        given = func.json_to_recordset(cast(sent, JSON)).table_valued(_ONE, _OTHER)
        given = given.render_derived(name="given", with_types=True)
        its = and_(pair[0] == given.c.one, pair[1] == given.c.other)
        return rows.all(statement.join(given, its))
    each = func.json_each(sent).table_valued("value", name="given")
    parts = (func.json_extract(each.c.value, f"$.{name}") for name in ("one", "other"))
    return rows.all(statement.where(tuple_(*pair).in_(select(*parts))))
