"""Many rows in one message: on PostgreSQL one JSON text that the server takes apart.

As fast as COPY, which row-level security does not let through (docs/decisions/bulk.md). On SQLite straight
to the driver: SQLAlchemy takes longer to lay the values out than the file takes to have them.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from operator import itemgetter
from typing import Any

from sqlalchemy import Date, LargeBinary, Table
from sqlalchemy.dialects.sqlite import insert as insert_sqlite

from services.chassis import wire
from services.chassis.storage.rows import Rows
from services.chassis.storage.sql import Sql, kept_on_sqlite
from services.chassis.storage.tenant import Moment

_MANY = 100  # rows from which planning anew is nothing beside them
_PLANS_ANEW = Sql("-", postgresql="DISCARD PLANS")


def insert_many(rows: Rows, table: Table, values: Sequence[Mapping[str, Any]]) -> None:
    """Every column of the table but `district` has a value in each; nothing at all for none."""
    if not values:
        return
    here = {"district": rows.district}
    if rows.is_postgresql:
        _send(rows, _taking_apart(table), table, values)
    else:
        rows.run_many(_inserting(table), _laid_out(table, values, here))


def upsert_many(
    rows: Rows, table: Table, values: Sequence[Mapping[str, Any]], *, takes_same: bool = False
) -> None:
    """The same for a table of versioned rows with ids, each id once: a row that is there gives way to a newer
    version alone, and to its own where it `takes_same`."""
    if not values:
        return
    if rows.is_postgresql:
        _send(rows, _taking_newer(table, takes_same), table, values)
    else:
        here = {"district": rows.district}
        rows.execute_many(_newer_on_sqlite(table, takes_same), [{**each, **here} for each in values])


def _send(rows: Rows, statement: Sql, table: Table, values: Sequence[Mapping[str, Any]]) -> None:
    sealed = _bytes_of(table)
    text = _text([_spelt(each, sealed) for each in values])
    # A foreign key's check made while its table had a page takes any index of the district, and stays.
    anew = [(_PLANS_ANEW, ())] if len(values) >= _MANY else []
    rows.run_all([*anew, (statement, (rows.district, text))])


@cache
def _taking_apart(table: Table) -> Sql:
    return Sql("-", postgresql=_insert(table))


@cache
def _taking_newer(table: Table, takes_same: bool) -> Sql:
    replaced = ", ".join(f"{name} = excluded.{name}" for name in _replaced(table))
    is_newer = f"{table.name}.version {'<=' if takes_same else '<'} excluded.version"
    newer = f"ON CONFLICT (district, id) DO UPDATE SET {replaced} WHERE {is_newer}"
    return Sql("-", postgresql=f"{_insert(table)} {newer}")


@cache
def _newer_on_sqlite(table: Table, takes_same: bool) -> Any:
    new = insert_sqlite(table)
    held, given = table.c.version, new.excluded.version
    return new.on_conflict_do_update(
        index_elements=["district", "id"],
        set_={name: new.excluded[name] for name in _replaced(table)},
        where=held <= given if takes_same else held < given,
    )


def _replaced(table: Table) -> list[str]:
    return [column.name for column in table.columns if column.name not in ("district", "id")]


def _insert(table: Table) -> str:
    """The district is said once, not in each row."""
    names = ", ".join(column.name for column in table.columns if column.name != "district")
    source = f"json_populate_recordset(NULL::{table.name}, ?::json)"
    return f"INSERT INTO {table.name} (district, {names}) SELECT ?, {names} FROM {source}"


@cache
def _inserting(table: Table) -> Sql:
    names = _names_of(table)
    return Sql(f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})")


@cache
def _names_of(table: Table) -> tuple[str, ...]:
    return tuple(column.name for column in table.columns)


def _laid_out(
    table: Table, values: Sequence[Mapping[str, Any]], here: Mapping[str, str]
) -> list[tuple[Any, ...]]:
    """As the driver takes them: in the table's order, days and moments as text."""
    ordered, dated = itemgetter(*_names_of(table)), _dated(table)
    rows = [{**each, **here} for each in values]
    for row in rows if dated else ():
        for name in dated:
            row[name] = kept_on_sqlite(row[name])
    return [ordered(row) for row in rows]


@cache
def _dated(table: Table) -> tuple[str, ...]:
    return tuple(column.name for column in table.columns if isinstance(column.type, (Date, Moment)))


@cache
def _bytes_of(table: Table) -> tuple[str, ...]:
    return tuple(column.name for column in table.columns if isinstance(column.type, LargeBinary))


def _spelt(values: Mapping[str, Any], sealed: Sequence[str]) -> Mapping[str, Any]:
    """Bytes as the server reads them in a text."""
    changed = {name: "\\x" + values[name].hex() for name in sealed if values[name] is not None}
    return {**values, **changed} if changed else values


def _text(values: Any) -> str:
    return wire.dumps(values).decode()
