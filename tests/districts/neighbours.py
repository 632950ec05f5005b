"""A row of each of two districts in every table of a migrated database, made from the columns themselves."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Column, Connection, MetaData, Table, insert, inspect

from tests.districts.keys import Key, keys_of, tenants_of
from tests.districts.shapes import HERE, THERE, id_of

NUMBERS = {HERE: 1, THERE: 2}
"""Which number a district's rows have: what one district has, the other has not."""
_VALUES: dict[type, Any] = {
    bool: False,
    float: 1.0,
    date: date(2026, 3, 2),
    datetime: datetime(2026, 3, 2, tzinfo=UTC),
    object: {},  # JSON
    bytes: b"sealed",
}


def tables_of(connection: Connection) -> list[Table]:
    """Every table of tenants, those that are referred to first."""
    metadata, ahead = MetaData(), tenants_of(connection)
    references = {(key.table, other) for key, other in _referred(connection) if key.table != other}
    tables = []
    while ahead:
        ready = sorted(ahead - {table for table, other in references if other in ahead})
        tables += [Table(name, metadata, *_columns(connection, name)) for name in ready]
        ahead -= set(ready)
    return tables


def references_of(connection: Connection) -> list[Key]:
    return [key for key, _ in _referred(connection)]


def a_row(table: Table, district: str, number: int | None = None, **different: Any) -> dict[str, Any]:
    number = NUMBERS[district] if number is None else number
    row = {column.name: _value(column, number) for column in table.columns}
    return row | {"district": district} | different


def settle(connection: Connection, tables: list[Table], districts: Iterable[str] = (*NUMBERS,)) -> None:
    """Each district's row in each table; nothing else is left there."""
    for table in reversed(tables):
        connection.execute(table.delete())
    for table in tables:
        connection.execute(insert(table).values([a_row(table, district) for district in districts]))


def _value(column: Column[Any], number: int) -> Any:
    kind = column.type.python_type
    if kind is str:
        return id_of(number) if column.name.endswith("id") else f"{column.name}-{number}"
    return number if kind is int else _VALUES[kind]


def _columns(connection: Connection, table: str) -> list[Column[Any]]:
    """Without what the database counts by itself: the place in a log."""
    look = inspect(connection)
    counted = {"seq"} if look.get_pk_constraint(table)["constrained_columns"] == ["seq"] else set()
    return [
        Column(each["name"], each["type"]) for each in look.get_columns(table) if each["name"] not in counted
    ]


def _referred(connection: Connection) -> list[tuple[Key, str]]:
    """References with the table that each leads to."""
    look = inspect(connection)
    return [
        (key, reference["referred_table"])
        for key in keys_of(connection)
        if key.kind == "reference"
        for reference in look.get_foreign_keys(key.table)
        if tuple(reference["constrained_columns"]) == key.columns
    ]
