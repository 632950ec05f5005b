"""The rows of one open transaction: what stores and queries speak to."""

from contextlib import AbstractContextManager
from typing import Any

from sqlalchemy import ColumnElement, CursorResult, Executable

from services.chassis.storage.guard import refuse_without_district
from services.chassis.storage.session import Session
from services.chassis.storage.sql import Sql


class Rows:
    """Runs Core statements of one district; one that does not name its district is refused."""

    def __init__(self, session: Session, district: str) -> None:
        self._session = session
        self.district = district
        self.is_postgresql = session.is_postgresql

    def execute(self, statement: Executable, parameters: Any = None) -> CursorResult[Any]:
        return self._session.run(lambda connection: self._guarded(connection.execute(statement, parameters)))

    def all(self, statement: Executable) -> list[dict[str, Any]]:
        result = self.execute(statement)
        names = tuple(result.keys())
        return [dict(zip(names, row, strict=True)) for row in result.all()]

    def one(self, statement: Executable) -> dict[str, Any] | None:
        """The first row, if there is any."""
        result = self.execute(statement)
        row = result.first()
        return None if row is None else dict(zip(result.keys(), row, strict=True))

    def write(self, statement: Executable, parameters: Any = None) -> int:
        """How many rows it changed."""
        return self.execute(statement, parameters).rowcount

    def execute_many(self, statement: Executable, parameters: list[dict[str, Any]]) -> None:
        """One insert for many rows, in few messages."""
        self.execute(statement, parameters)

    def savepoint(self) -> AbstractContextManager[None]:
        """What fails inside is undone alone, and the exception goes on; the transaction can."""
        return self._session.savepoint()

    def of(self, table: Any) -> ColumnElement[bool]:
        """The condition that each statement on a tenant's table carries."""
        condition: ColumnElement[bool] = table.c.district == self.district
        return condition

    def run(self, statement: Sql, *values: Any) -> CursorResult[Any]:
        """Chassis SQL, not guarded."""
        result: CursorResult[Any] = self._session.execute(statement, values)
        return result

    def _guarded(self, result: CursorResult[Any]) -> CursorResult[Any]:
        if self.district:
            refuse_without_district(result.context, self.district)
        return result
