"""The rows of one open transaction: what stores and queries speak to."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Any

from sqlalchemy import ColumnElement, Connection, CursorResult, Executable

from services.chassis import tracing
from services.chassis.storage.guard import refuse_without_district
from services.chassis.storage.prepared import Compiled, Prepared, may_change
from services.chassis.storage.session import Found, Session
from services.chassis.storage.sql import Sql, Values, Written

Statement = Executable | Prepared


class Rows:
    """Runs statements of one district; one that does not name its district is refused.

    A Prepared gets its values by name, the district by itself.
    """

    def __init__(self, session: Session, district: str) -> None:
        self._session = session
        self.district = district
        self.is_postgresql = session.is_postgresql
        self._written: list[Any] = []

    @property
    def has_changed(self) -> bool:
        """Whether anything but plain selects was sent."""
        return any(may_change(statement) for statement in self._written)

    def execute(self, statement: Executable, parameters: Any = None) -> CursorResult[Any]:
        self._note(statement)
        return self._session.run(lambda connection: self._guarded(_run(connection, statement, parameters)))

    def all(self, statement: Statement, **values: Any) -> list[dict[str, Any]]:
        if isinstance(statement, Prepared):
            compiled, found = self._sent(statement, values)
            return [compiled.row(row) for row in found.rows]
        result = self.execute(statement, values or None)
        names = tuple(result.keys())
        return [dict(zip(names, row, strict=True)) for row in result.all()]

    def one(self, statement: Statement, **values: Any) -> dict[str, Any] | None:
        """The first row, if there is any."""
        if isinstance(statement, Prepared):
            compiled, found = self._sent(statement, values)
            return compiled.row(found.rows[0]) if found.rows else None
        result = self.execute(statement, values or None)
        row = result.first()
        return None if row is None else dict(zip(result.keys(), row, strict=True))

    def write(self, statement: Statement, parameters: Any = None, **values: Any) -> int:
        """How many rows it changed."""
        if isinstance(statement, Prepared):
            return self._sent(statement, values)[1].rowcount
        return self.execute(statement, parameters or values or None).rowcount

    def execute_many(self, statement: Executable, parameters: list[dict[str, Any]]) -> None:
        """One insert for many rows, in few messages."""
        self.execute(statement, parameters)

    def run_many(self, statement: Sql, values: Sequence[Values]) -> None:
        """Chassis SQL once for each of `values`, not guarded; SQLite's way of many rows."""
        self._note(statement)
        self._session.send_many(statement.sqlite, values)

    def savepoint(self) -> AbstractContextManager[None]:
        """What fails inside is undone alone, and the exception goes on; the transaction can."""
        return self._session.savepoint()

    def of(self, table: Any) -> ColumnElement[bool]:
        """The condition that each statement on a tenant's table carries."""
        condition: ColumnElement[bool] = table.c.district == self.district
        return condition

    def run(self, statement: Sql, *values: Any) -> Found:
        """Chassis SQL, not guarded."""
        return self.run_all([(statement, values)])

    def run_all(self, statements: Sequence[Written]) -> Found:
        """Several, in one message where the database takes them; what the last one found."""
        for statement, _ in statements:
            self._note(statement)
        return self._session.execute_all(statements)

    def _sent(self, statement: Prepared, values: dict[str, Any]) -> tuple[Compiled, Found]:
        self._note(statement)
        compiled = statement.on(self._session.connection.dialect)
        given = compiled.values({"district": self.district, **values})
        return compiled, self._session.send_prepared(compiled, given)

    def _note(self, statement: Any) -> None:
        if self._session.writes:
            self._written.append(statement)

    def _guarded(self, result: CursorResult[Any]) -> CursorResult[Any]:
        if self.district:
            refuse_without_district(result.context, self.district)
        return result


def _run(connection: Connection, statement: Executable, parameters: Any) -> CursorResult[Any]:
    with tracing.within("sql", "client") as span:
        result = connection.execute(statement, parameters)
        tracing.describe(span, result.context.statement or "", connection.dialect.name)
    return result
