"""SQLite: one writer at a time per file, behind a lock of the process; readers have their own connections."""

import threading
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, QueuePool, create_engine, event, make_url
from sqlalchemy.exc import DBAPIError

from services.chassis.errors import DatabaseUnavailable, DeadlinePassed
from services.chassis.storage.failures import passing
from services.chassis.storage.session import Session
from services.chassis.storage.sql import Sql, Values, Written, for_sqlite

_READERS = 32
_ANOTHER_PROCESS = 0.005
_PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON")
_WITHOUT_DEADLINE = 10.0

_writers: "dict[str, threading.Lock]" = {}


class SQLite:
    """One service's file. No transaction may yield while it is open: there is one writer for all."""

    is_postgresql = False

    def __init__(self, url: str) -> None:
        file = make_url(url).database
        if not file:
            raise ValueError("SQLite in memory is no database of a service")
        Path(file).parent.mkdir(parents=True, exist_ok=True)
        self._lock = _writers.setdefault(str(Path(file).resolve()), threading.Lock())
        self._writer = _engine(url, size=1, pragmas=_PRAGMAS)
        self.engine = _engine(url, size=_READERS, pragmas=(*_PRAGMAS, "query_only=ON"))

    def reading(self, district: str, deadline: float | None) -> "SQLiteSession":
        return SQLiteSession(self.engine.connect, "BEGIN", None, deadline)

    def writing(self, district: str, deadline: float | None) -> "SQLiteSession":
        if not self._lock.acquire(timeout=_left(deadline)):
            raise DatabaseUnavailable()
        try:
            return SQLiteSession(self._writer.connect, "BEGIN IMMEDIATE", self._lock, deadline)
        except BaseException:
            self._lock.release()
            raise

    def close(self) -> None:
        self._writer.dispose()
        self.engine.dispose()


class SQLiteSession(Session):
    is_postgresql = False

    def __init__(
        self, connect: Any, begin: str, lock: "threading.Lock | None", deadline: float | None
    ) -> None:
        self._lock = lock
        self.writes = lock is not None
        super().__init__(partial(_begun, connect, begin, deadline))

    def execute(self, statement: Sql, values: Values) -> Any:
        return self.run(lambda connection: connection.exec_driver_sql(statement.sqlite, for_sqlite(values)))

    def _commit(self, closing: Sequence[Written]) -> None:
        for statement, values in closing:
            self.execute(statement, values)
        self.run(lambda connection: connection.exec_driver_sql("COMMIT"))

    def rollback(self) -> None:
        self._let_go()

    def _let_go(self) -> None:
        """Closing gives the connection back rolled back, where nothing was committed."""
        try:
            self.connection.close()
        finally:
            if self._lock is not None:
                lock, self._lock = self._lock, None
                lock.release()


def _engine(url: str, *, size: int, pragmas: Sequence[str]) -> Any:
    engine = create_engine(
        url,
        isolation_level="AUTOCOMMIT",
        poolclass=QueuePool,
        pool_size=size,
        max_overflow=0,
        connect_args={"check_same_thread": False, "timeout": 0},
    )

    @event.listens_for(engine, "connect")
    def set_pragmas(raw: Any, _record: Any) -> None:
        for pragma in pragmas:
            raw.execute(f"PRAGMA {pragma}")

    return engine


def _begun(connect: Any, begin: str, deadline: float | None) -> Connection:
    """Another process may hold the file; SQLite's own wait would stop every thread, so short sleeps."""
    connection: Connection = connect()
    until = time.monotonic() + _left(deadline)
    try:
        while True:
            try:
                connection.exec_driver_sql(begin)
                return connection
            except DBAPIError as error:
                if not passing(error) or time.monotonic() > until:
                    raise
            time.sleep(_ANOTHER_PROCESS)
    except BaseException:
        connection.close()
        raise


def _left(deadline: float | None) -> float:
    if deadline is None:
        return _WITHOUT_DEADLINE
    left = deadline - time.time()
    if left <= 0:
        raise DeadlinePassed()
    return left
