"""Many rows in one message: on PostgreSQL one JSON text that the server takes apart.

As fast as COPY, which row-level security does not let through (docs/decisions/bulk.md). On SQLite straight
to the driver: SQLAlchemy takes longer to lay the values out than the file takes to have them.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import LargeBinary, Table

from services.chassis import wire
from services.chassis.storage.rows import Rows
from services.chassis.storage.sql import Sql, for_sqlite


def insert_many(rows: Rows, table: Table, values: Sequence[Mapping[str, Any]]) -> None:
    """Every column of the table but `district` has a value in each; nothing at all for none."""
    if not values:
        return
    here = {"district": rows.district}
    if rows.is_postgresql:
        sealed = _bytes_of(table)
        rows.run(_taking_apart(table), _text([_spelt(each, sealed) | here for each in values]))
    else:
        names = _names_of(table)
        rows.run_many(_inserting(table), [for_sqlite(_ordered({**each, **here}, names)) for each in values])


@cache
def _taking_apart(table: Table) -> Sql:
    names = ", ".join(column.name for column in table.columns)
    source = f"json_populate_recordset(NULL::{table.name}, ?::json)"
    return Sql("-", postgresql=f"INSERT INTO {table.name} ({names}) SELECT {names} FROM {source}")


@cache
def _inserting(table: Table) -> Sql:
    names = _names_of(table)
    return Sql(f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})")


@cache
def _names_of(table: Table) -> tuple[str, ...]:
    return tuple(column.name for column in table.columns)


def _ordered(values: Mapping[str, Any], names: Sequence[str]) -> tuple[Any, ...]:
    return tuple(values[name] for name in names)


@cache
def _bytes_of(table: Table) -> tuple[str, ...]:
    return tuple(column.name for column in table.columns if isinstance(column.type, LargeBinary))


def _spelt(values: Mapping[str, Any], sealed: Sequence[str]) -> dict[str, Any]:
    """Bytes as the server reads them in a text."""
    changed = {name: "\\x" + values[name].hex() for name in sealed if values[name] is not None}
    return {**values, **changed}


def _text(values: Any) -> str:
    return wire.dumps(values).decode()
