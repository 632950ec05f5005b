"""Rows of one district to a file and back, streamed: COPY on PostgreSQL, lines of JSON on SQLite."""

import base64
import sqlite3
from io import RawIOBase
from itertools import islice
from typing import IO, Any, Protocol

import psycopg2.extensions
from psycopg2 import sql

from services.chassis import wire
from services.chassis.storage.moving.shapes import DISTRICT, Shape

AT_ONCE = 500
"""Rows held in memory."""
BYTES = "b"
"""Bytes in JSON: {"b": base64}. SQLite keeps nothing else that JSON has no word for."""

_TAKE = "SELECT {} FROM {} WHERE {} = ? ORDER BY {}"
_PUT = "INSERT INTO {} ({}) VALUES ({})"
_COUNT = "SELECT count(*) FROM {} WHERE {} = ?"
_REMOVE = "DELETE FROM {} WHERE {} = ?"


class Carrier(Protocol):
    """Each within the transaction of its connection; they tell how many rows there were."""

    def take_out(self, shape: Shape, district: str, to: RawIOBase) -> int: ...
    def bring_in(self, shape: Shape, rows: IO[bytes]) -> int: ...
    def count(self, shape: Shape, district: str) -> int: ...
    def remove(self, shape: Shape, district: str) -> int: ...


class SqliteCarrier:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def take_out(self, shape: Shape, district: str, to: RawIOBase) -> int:
        text = _TAKE.format(_listed(shape.columns), _quoted(shape.table), DISTRICT, _listed(shape.order))
        count = 0
        for row in self._connection.execute(text, (district,)):
            to.write(wire.dumps([_told(value) for value in row]) + b"\n")
            count += 1
        return count

    def bring_in(self, shape: Shape, rows: IO[bytes]) -> int:
        places = ", ".join("?" * len(shape.columns))
        text = _PUT.format(_quoted(shape.table), _listed(shape.columns), places)
        values = ([_kept(value) for value in wire.loads(line)] for line in rows)
        count = 0
        while batch := list(islice(values, AT_ONCE)):
            self._connection.executemany(text, batch)
            count += len(batch)
        return count

    def count(self, shape: Shape, district: str) -> int:
        text = _COUNT.format(_quoted(shape.table), DISTRICT)
        return int(self._connection.execute(text, (district,)).fetchone()[0])

    def remove(self, shape: Shape, district: str) -> int:
        text = _REMOVE.format(_quoted(shape.table), DISTRICT)
        return self._connection.execute(text, (district,)).rowcount


class PostgresqlCarrier:
    """As the owner of the tables, whom row-level security lets pass (D10)."""

    def __init__(self, connection: psycopg2.extensions.connection) -> None:
        self._connection = connection

    def take_out(self, shape: Shape, district: str, to: RawIOBase) -> int:
        text = sql.SQL("COPY (SELECT {} FROM {} WHERE {} = {} ORDER BY {}) TO STDOUT").format(
            _names(shape.columns),
            sql.Identifier(shape.table),
            sql.Identifier(DISTRICT),
            sql.Literal(district),
            _names(shape.order),
        )
        with self._connection.cursor() as cursor:
            cursor.copy_expert(text, to)
            return cursor.rowcount

    def bring_in(self, shape: Shape, rows: IO[bytes]) -> int:
        text = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(shape.table), _names(shape.columns))
        with self._connection.cursor() as cursor:
            cursor.copy_expert(text, rows)
            return cursor.rowcount

    def count(self, shape: Shape, district: str) -> int:
        return int(self._run("SELECT count(*) FROM {} WHERE {} = %s", shape, district)[1])

    def remove(self, shape: Shape, district: str) -> int:
        return self._run("DELETE FROM {} WHERE {} = %s", shape, district)[0]

    def _run(self, text: str, shape: Shape, district: str) -> tuple[int, Any]:
        """How many rows it touched, and the count that it found."""
        named = sql.SQL(text).format(sql.Identifier(shape.table), sql.Identifier(DISTRICT))
        with self._connection.cursor() as cursor:
            cursor.execute(named, (district,))
            found: Any = cursor.fetchone() if cursor.description else (None,)
            return cursor.rowcount, found[0]


def _told(value: Any) -> Any:
    return {BYTES: base64.b64encode(value).decode()} if isinstance(value, bytes) else value


def _kept(value: Any) -> Any:
    return base64.b64decode(value[BYTES]) if isinstance(value, dict) else value


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(map(_quoted, names))


def _names(names: tuple[str, ...]) -> sql.Composable:
    return sql.SQL(", ").join(map(sql.Identifier, names))
