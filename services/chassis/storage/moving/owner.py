"""A service's database as its owner has it: a snapshot to read, or one transaction to write."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import Connection

from services.chassis.storage.migrations import HasDatabase, owner_engine, version_of
from services.chassis.storage.moving.carriers import Carrier, PostgresqlCarrier, SqliteCarrier
from services.chassis.storage.moving.shapes import Shape, shapes_of

_READ = {"sqlite": "BEGIN", "postgresql": "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"}
_WRITE = {"sqlite": "BEGIN IMMEDIATE", "postgresql": "BEGIN"}


@dataclass(frozen=True)
class Owned:
    """Within one transaction."""

    service: str
    connection: Connection

    @property
    def is_postgresql(self) -> bool:
        return self.connection.dialect.name == "postgresql"

    @property
    def revision(self) -> str | None:
        """Of the schema; None: never migrated."""
        return version_of(self.connection)

    @cached_property
    def shapes(self) -> list[Shape]:
        return shapes_of(self.connection)

    @property
    def carrier(self) -> Carrier:
        raw: Any = self.connection.connection.dbapi_connection
        return PostgresqlCarrier(raw) if self.is_postgresql else SqliteCarrier(raw)

    def count(self, district: str) -> dict[str, int]:
        """Rows of the district, by table; those that have some."""
        counted = {shape.table: self.carrier.count(shape, district) for shape in self.shapes}
        return {table: count for table, count in counted.items() if count}


@contextmanager
def snapshot(settings: HasDatabase, service: str) -> Iterator[Owned]:
    """All that is read is of one moment; the service goes on."""
    with _within(settings, service, _READ, "ROLLBACK") as owned:
        yield owned


@contextmanager
def writing(settings: HasDatabase, service: str) -> Iterator[Owned]:
    """Committed at the end, or nothing of it."""
    with _within(settings, service, _WRITE, "COMMIT") as owned:
        if not owned.is_postgresql:
            owned.connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        yield owned


@contextmanager
def _within(settings: HasDatabase, service: str, begin: dict[str, str], end: str) -> Iterator[Owned]:
    engine = owner_engine(settings, service)
    try:
        with engine.connect() as connection:
            if connection.dialect.name == "sqlite":
                connection.exec_driver_sql("PRAGMA foreign_keys = ON")
            connection.exec_driver_sql(begin[connection.dialect.name])
            try:
                yield Owned(service, connection)
            except BaseException:
                connection.exec_driver_sql("ROLLBACK")
                raise
            connection.exec_driver_sql(end)
    finally:
        engine.dispose()
