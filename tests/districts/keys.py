"""The keys, references and indexes of a migrated database, as the database itself knows them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Connection

WITHOUT_DISTRICT = {"leases", "schema_version"}
"""Of no tenant: who holds the service's leases, and how far its migrations are. Nothing else may be."""

Kind = Literal["primary", "unique", "reference", "index"]


@dataclass(frozen=True)
class Key:
    """`columns` has None for an expression; a reference has those of the other table too."""

    table: str
    kind: Kind
    columns: tuple[str | None, ...]
    others: tuple[str | None, ...] = ()


OF_ALL_DISTRICTS = {"divisions", "division_events", "division_successions"}
"""Official divisions: reference data of grids, read by everybody and written by its owner alone."""


def keys_of(connection: Connection) -> list[Key]:
    read = _on_sqlite if connection.dialect.name == "sqlite" else _on_postgresql
    return list(read(connection))


def tables_of(connection: Connection) -> dict[str, set[str]]:
    """Every table with the names of its columns."""
    found: dict[str, set[str]] = {}
    for table, column in connection.exec_driver_sql(_COLUMNS[connection.dialect.name]):
        found.setdefault(table, set()).add(column)
    return found


def tenants_of(connection: Connection) -> set[str]:
    return {table for table, columns in tables_of(connection).items() if "district" in columns}


_COLUMNS = {
    "sqlite": """
        SELECT t.name, c.name FROM sqlite_master t, pragma_table_info(t.name) c
        WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%'
    """,
    "postgresql": """
        SELECT relname, attname FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid
        WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
          AND attnum > 0 AND NOT attisdropped
    """,
}


def _on_sqlite(connection: Connection) -> Iterator[Key]:
    for table in tables_of(connection):
        columns = _rows(connection, f"SELECT name FROM pragma_table_info('{table}') WHERE pk ORDER BY pk")
        yield Key(table, "primary", tuple(name for (name,) in columns))
        for index, is_unique in _rows(connection, f"SELECT name, [unique] FROM pragma_index_list('{table}')"):
            its = _rows(connection, f"SELECT name FROM pragma_index_info('{index}') ORDER BY seqno")
            yield Key(table, "unique" if is_unique else "index", tuple(name for (name,) in its))
        references: dict[int, list[Any]] = {}
        for number, here, there in _rows(
            connection, f'SELECT id, "from", "to" FROM pragma_foreign_key_list(\'{table}\') ORDER BY id, seq'
        ):
            references.setdefault(number, []).append((here, there))
        for pairs in references.values():
            yield Key(table, "reference", *zip(*pairs, strict=True))


def _on_postgresql(connection: Connection) -> Iterator[Key]:
    for table, kind, here, there in _rows(connection, _CONSTRAINTS):
        yield Key(table, kind, tuple(here), tuple(there or ()))
    for table, is_unique, columns in _rows(connection, _INDEXES):
        yield Key(table, "unique" if is_unique else "index", tuple(columns))


_NAMES = """
    (SELECT array_agg(attname ORDER BY place) FROM unnest({numbers}) WITH ORDINALITY AS n(number, place)
     LEFT JOIN pg_attribute ON attrelid = {table} AND attnum = number AND attnum > 0)
"""
_CONSTRAINTS = f"""
    SELECT conrelid::regclass::text,
      CASE contype WHEN 'p' THEN 'primary' WHEN 'u' THEN 'unique' ELSE 'reference' END,
      {_NAMES.format(numbers="conkey", table="conrelid")},
      {_NAMES.format(numbers="confkey", table="confrelid")}
    FROM pg_constraint WHERE contype IN ('p', 'u', 'f') AND connamespace = 'public'::regnamespace
"""
_INDEXES = f"""
    SELECT indrelid::regclass::text, indisunique,
      {_NAMES.format(numbers="indkey::smallint[]", table="indrelid")}
    FROM pg_index JOIN pg_class ON pg_class.oid = indrelid WHERE relnamespace = 'public'::regnamespace
"""


def _rows(connection: Connection, text: str) -> list[Any]:
    return list(connection.exec_driver_sql(text.replace("%", "%%")).all())
