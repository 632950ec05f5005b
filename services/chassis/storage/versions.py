"""An update counts only if nobody else came first: every aggregate has a version."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from sqlalchemy import Table, bindparam, select, update

from services.chassis.errors import StaleVersion
from services.chassis.storage.prepared import Prepared, here
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
    changes = {name: value for name, value in values.items() if name not in ("id", "version")}
    given = {f"new_{name}": value for name, value in changes.items()}
    statement = _update(table, tuple(changes))
    if rows.write(statement, of_id=id, seen_version=seen, new_version=seen + 1, **given) == 1:
        return seen + 1
    row = rows.one(_get(table), of_id=id) or {}
    raise StaleVersion(sent_version=seen, current_version=row.get("version", 0), current=dict(current(row)))


@cache
def _update(table: Table, names: tuple[str, ...]) -> Prepared:
    mine = (here(table), table.c.id == bindparam("of_id"), table.c.version == bindparam("seen_version"))
    changed = {name: bindparam(f"new_{name}", type_=table.c[name].type) for name in (*names, "version")}
    return Prepared(update(table).where(*mine).values(changed))


@cache
def _get(table: Table) -> Prepared:
    return Prepared(select(table).where(here(table), table.c.id == bindparam("of_id")))
