"""Statements of a hot path: written once with named binds, compiled once, sent straight to the driver.

SQLAlchemy builds a statement and its cache key anew at each call, which costs more than the rest; and
PostgreSQL plans it anew at each, which costs more than running it: there it is prepared, once a connection.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import BindParameter, ClauseElement, ColumnElement, Dialect, Table, bindparam
from sqlalchemy.dialects.postgresql import insert as insert_postgresql
from sqlalchemy.dialects.sqlite import insert as insert_sqlite
from sqlalchemy.sql import visitors
from sqlalchemy.sql.dml import UpdateBase
from sqlalchemy.sql.selectable import SelectBase
from sqlalchemy.types import NullType

from services.chassis.storage.guard import binds_of
from services.chassis.storage.sql import OnServer, Sql

Change = Callable[[Any], Any]
_NAMED = re.compile(r"%\((\w+)\)s")
_COLLATED = re.compile(r" COLLATE .*")


def here(table: Any) -> ColumnElement[bool]:
    """The condition that each prepared statement on a tenant's table carries."""
    condition: ColumnElement[bool] = table.c.district == bindparam("district")
    return condition


def may_change(statement: Any) -> bool:
    """False for plain selects alone: words of a text, or a change that a select is made from, may write."""
    if isinstance(statement, Sql):
        return not statement.reads
    if isinstance(statement, Prepared):
        statement = statement.statement
    return not isinstance(statement, SelectBase) or any(
        isinstance(part, UpdateBase) for part in visitors.iterate(statement)
    )


class Prepared:
    """`GET = Prepared(select(cases).where(here(cases), cases.c.id == bindparam("id")))`, then
    `rows.one(GET, id=…)`. An insert names all columns of its table. Lists for IN are not for this.

    `sqlite` where that database needs another statement."""

    def __init__(self, statement: ClauseElement, *, sqlite: ClauseElement | None = None) -> None:
        self.statement = statement
        self._on_sqlite = statement if sqlite is None else sqlite
        self._compiled: dict[str, Compiled] = {}

    def on(self, dialect: Dialect) -> "Compiled":
        compiled = self._compiled.get(dialect.name)
        if compiled is None:
            statement = self._on_sqlite if dialect.name == "sqlite" else self.statement
            compiled = self._compiled[dialect.name] = Compiled(statement, dialect)
        return compiled


def unless_there(table: Table) -> Prepared:
    """An insert that writes nothing where a key of the new row is taken."""
    return Prepared(
        insert_postgresql(table).on_conflict_do_nothing(),
        sqlite=insert_sqlite(table).on_conflict_do_nothing(),
    )


class Compiled:
    """One dialect's text, and what turns values into the driver's and rows into ours."""

    def __init__(self, statement: ClauseElement, dialect: Dialect) -> None:
        compiled: Any = statement.compile(dialect=dialect)
        if binds_of(compiled) - {"district"}:
            raise ValueError("a prepared statement binds its district as :district")
        self.text = str(compiled)
        self.on_server = _on_server(compiled) if dialect.name == "postgresql" else None
        self._places: list[str] | None = compiled.positiontup
        self._constants = {name: bind.value for bind, name in _binds(compiled) if not bind.required}
        self._changes: Mapping[str, Change] = compiled._bind_processors
        columns = compiled._result_columns or ()
        self.names = tuple(column.keyname for column in columns)
        processors = [column.type.dialect_impl(dialect).result_processor(dialect, None) for column in columns]
        self._shapes = [(place, change) for place, change in enumerate(processors) if change]

    def values(self, given: dict[str, Any]) -> Any:
        """In the driver's order and types; KeyError for a missing one."""
        given = {**self._constants, **given}
        for name, change in self._changes.items():
            given[name] = change(given[name])
        return given if self._places is None else [given[name] for name in self._places]

    def row(self, found: tuple[Any, ...]) -> dict[str, Any]:
        row: Any = found
        if self._shapes:
            row = list(found)
            for place, change in self._shapes:
                row[place] = change(row[place])
        return dict(zip(self.names, row, strict=True))


def _binds(compiled: Any) -> list[tuple[BindParameter[Any], str]]:
    return list(compiled.bind_names.items())


def _on_server(compiled: Any) -> OnServer:
    names = list(dict.fromkeys(_NAMED.findall(str(compiled))))
    places = {name: f"${place}" for place, name in enumerate(names, start=1)}
    text = _NAMED.sub(lambda found: places[found[1]], str(compiled)).replace("%%", "%")
    return OnServer(text, [f"%({name})s" for name in names], [_type_of(compiled, name) for name in names])


def _type_of(compiled: Any, name: str) -> str:
    """As the server knows it; what has no type of its own gets it from its place."""
    kind = compiled.binds[name].type
    if isinstance(kind, NullType):
        return "unknown"
    spelt: str = compiled.dialect.type_compiler_instance.process(kind.dialect_impl(compiled.dialect))
    return _COLLATED.sub("", spelt)
