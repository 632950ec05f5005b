"""An update counts only if nobody else came first: every aggregate has a version."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Table, select, update

from services.chassis.errors import StaleVersion
from services.chassis.storage.rows import Rows


def update_versioned(
    rows: Rows,
    table: Table,
    id: str,
    seen: int,
    values: Mapping[str, Any],
    current: Callable[[dict[str, Any]], Mapping[str, Any]] = dict,
) -> int:
    """Writes `values` with the next version and returns it.

    StaleVersion when the row is no longer at `seen`; `current` shapes the row as the caller may see it.
    """
    mine = (table.c.district == rows.district, table.c.id == id)
    statement = update(table).where(*mine, table.c.version == seen).values({**values, "version": seen + 1})
    if rows.write(statement) == 1:
        return seen + 1
    row = rows.one(select(table).where(*mine)) or {}
    raise StaleVersion(sent_version=seen, current_version=row.get("version", 0), current=dict(current(row)))
