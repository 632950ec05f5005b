"""A hundred thousand rows of one district in every table of tenants, beside another district's."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from tests.districts.keys import keys_of
from tests.districts.shapes import (
    FEW,
    HERE,
    ID,
    MANY_DISTRICTS,
    MICROS,
    MICROS_THERE,
    OF_EVERY_TABLE,
    OF_TABLES,
    PATH,
    ROWS,
    ROWS_THERE,
    THERE,
)


@dataclass(frozen=True)
class Column:
    name: str
    type: str
    is_last_of_a_key: bool


def fill(connection: Connection, tables: Collection[str]) -> None:
    """As who no wall keeps back. The keys are put up again behind it: whatever they ask for holds."""
    columns = {table: _columns(connection, table) for table in tables}
    _run(connection, "SET maintenance_work_mem = '256MB'", PATH)
    # What is emptied and filled in one transaction needs no log.
    _run(connection, "BEGIN", f"TRUNCATE {', '.join(tables)} CASCADE")
    with _without_keys(connection):
        _run(connection, *(_insert(table, columns[table]) for table in tables))
        # The keys of these two are made as they are needed.
        _run(connection, f"DELETE FROM data_keys WHERE district IN ('{HERE}', '{THERE}')")
    _run(connection, "COMMIT", "ANALYZE")


@contextmanager
def _without_keys(connection: Connection) -> Iterator[None]:
    """An index that is built over its rows takes a fraction of one that grows row by row."""
    constraints, indexes = (list(connection.exec_driver_sql(text)) for text in (_CONSTRAINTS, _INDEXES))
    _run(connection, *(f"ALTER TABLE {table} DROP CONSTRAINT {name}" for table, name, _ in constraints))
    _run(connection, *(f"DROP INDEX {name}" for name, _ in indexes))
    yield
    _run(connection, *(definition for _, definition in indexes))
    _run(
        connection,
        *(f"ALTER TABLE {table} ADD CONSTRAINT {name} {made}" for table, name, made in constraints[::-1]),
    )


# References first: they stand on the other tables' keys.
_CONSTRAINTS = """
    SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
    WHERE contype IN ('p', 'u', 'f') AND connamespace = 'public'::regnamespace
    ORDER BY contype <> 'f', conrelid, conname
"""
_INDEXES = """
    SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index
    JOIN pg_class ON pg_class.oid = indrelid AND relnamespace = 'public'::regnamespace
    WHERE NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)
"""


def _insert(table: str, columns: list[Column]) -> str:
    names = ", ".join(f'"{column.name}"' for column in columns)
    values = ", ".join(_value(table, column) for column in columns)
    return (
        f"INSERT INTO {table} (district, {names}) SELECT district, {values} FROM ({_numbers(table)}) numbers"
    )


def _numbers(table: str) -> str:
    if table in FEW:
        return f"""
            SELECT CASE d WHEN 1 THEN '{HERE}' WHEN 2 THEN '{THERE}' ELSE 'x' || d END AS district, n
            FROM generate_series(1, {MANY_DISTRICTS}) d, generate_series(1, {FEW[table]}) n
        """
    return f"""
        SELECT '{HERE}' AS district, {MICROS} AS micros, n FROM generate_series(1, {ROWS}) n UNION ALL
        SELECT '{THERE}', {MICROS_THERE}, n FROM generate_series(1, {ROWS_THERE}) n
    """


def _value(table: str, column: Column) -> str:
    given = {**OF_EVERY_TABLE, **OF_TABLES.get(table, {})}
    if column.name in given:
        return given[column.name]
    if column.name == "id":
        return ID.format(number="n")
    if column.name.endswith("_id"):
        return ID.format(number="n" if column.is_last_of_a_key else "n / 20 + 1")
    return _BY_TYPE[column.type].replace("NAME", column.name)


_BY_TYPE = {
    "text": "'NAME-' || n",
    "integer": "n",
    "bigint": "n",
    "double precision": "n",
    "boolean": "false",
    "date": "'2020-01-01'::date + n % 2000",
    "timestamp with time zone": "'2026-01-01'::timestamptz + n * interval '1 second'",
    "json": "'{}'::json",
    "bytea": "decode(md5(n::text), 'hex')",
}


def _columns(connection: Connection, table: str) -> list[Column]:
    keys = [key for key in keys_of(connection) if key.table == table and key.kind in ("primary", "unique")]
    last = {key.columns[-1] for key in keys}
    found: list[Any] = list(
        connection.exec_driver_sql(
            "SELECT attname, format_type(atttypid, NULL) FROM pg_attribute"
            f" WHERE attrelid = '{table}'::regclass AND attnum > 0 AND NOT attisdropped AND attidentity = ''"
            " AND attname <> 'district' ORDER BY attnum"
        )
    )
    return [Column(name, type, name in last) for name, type in found]


def _run(connection: Connection, *texts: str) -> None:
    for text in texts:
        connection.exec_driver_sql(text.replace("%", "%%"))
