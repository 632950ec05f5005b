"""SQLite: one writer at a time per file, behind a lock of the process; readers have their own connections."""

import threading
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, NullPool, create_engine, event, make_url

from services.chassis.errors import DatabaseUnavailable, DeadlinePassed
from services.chassis.storage.pool import Pool
from services.chassis.storage.session import Found, Session
from services.chassis.storage.sql import Sql, Written, for_sqlite

_READERS = 32
_ANOTHER_PROCESS = 0.005
_PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON")
# Pages that many rows of one import touch stay at hand (16 MB), and are put in their places together.
_OF_THE_WRITER = ("cache_size=-16000", "wal_autocheckpoint=4000")
_WITHOUT_DEADLINE = 10.0

_writers: "dict[str, threading.Lock]" = {}


class SQLite:
    """One service's file. No transaction may yield while it is open: there is one writer for all."""

    is_postgresql = False

    def __init__(self, url: str, *, pool_wait: float) -> None:
        file = make_url(url).database
        if not file:
            raise ValueError("SQLite in memory is no database of a service")
        Path(file).parent.mkdir(parents=True, exist_ok=True)
        self._lock = _writers.setdefault(str(Path(file).resolve()), threading.Lock())
        self._writer = Pool(_engine(url, (*_PRAGMAS, *_OF_THE_WRITER)), size=1, wait=pool_wait)
        self.engine = _engine(url, (*_PRAGMAS, "query_only=ON"))
        self.readers = Pool(self.engine, size=_READERS, wait=pool_wait)
        self.pools = {"writer": self._writer, "readers": self.readers}

    def reading(self, district: str, deadline: float | None) -> "SQLiteSession":
        return SQLiteSession(self.readers, _BEGIN, until(deadline))

    def writing(self, district: str, deadline: float | None) -> "SQLiteSession":
        latest = until(deadline)
        if not self._lock.acquire(timeout=max(0.0, latest - time.time())):
            raise DatabaseUnavailable()
        try:
            return SQLiteSession(self._writer, _BEGIN_IMMEDIATE, latest, self._lock)
        except BaseException:
            self._lock.release()
            raise

    def jotting(self) -> "SQLiteSession":
        return self.writing("", None)

    def close(self) -> None:
        self._writer.close()
        self.readers.close()


class SQLiteSession(Session):
    is_postgresql = False

    def __init__(self, pool: Pool, begin: Sql, until: float, lock: Any = None) -> None:
        self._lock = lock
        self.writes = lock is not None
        super().__init__(pool, until)
        try:
            self._begin(begin, until)
        except BaseException:
            self._drop()
            raise

    def execute_all(self, statements: Sequence[Written]) -> Found:
        return [self.send(statement.sqlite, for_sqlite(values)) for statement, values in statements][-1]

    def _begin(self, begin: Sql, until: float) -> None:
        """Another process may hold the file; SQLite's own wait would stop every thread, so short sleeps."""
        while True:
            try:
                self.execute(begin, ())
                return
            except DatabaseUnavailable:
                if time.time() > until:
                    raise
            time.sleep(_ANOTHER_PROCESS)
            self._has_failed = False

    def _commit(self, closing: Sequence[Written]) -> None:
        self.execute_all([*closing, (_COMMIT, ())])

    def _undo(self, connection: Connection) -> None:
        raw: Any = connection.connection.dbapi_connection
        raw.rollback()

    def _let_go(self) -> None:
        try:
            super()._let_go()
        finally:
            lock, self._lock = self._lock, None
            if lock is not None:
                lock.release()


_BEGIN, _BEGIN_IMMEDIATE, _COMMIT = Sql("BEGIN"), Sql("BEGIN IMMEDIATE"), Sql("COMMIT")


def _engine(url: str, pragmas: Sequence[str]) -> Engine:
    engine = create_engine(
        url,
        isolation_level="AUTOCOMMIT",
        poolclass=NullPool,
        hide_parameters=True,
        connect_args={"check_same_thread": False, "timeout": 0},
    )

    @event.listens_for(engine, "connect")
    def set_pragmas(raw: Any, _record: Any) -> None:
        for pragma in pragmas:
            raw.execute(f"PRAGMA {pragma}")
        raw.create_function("clock_moment", 0, _moment)

    return engine


def _moment() -> str:
    """What began after another is later, however fast both were."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def until(deadline: float | None) -> float:
    """Unix seconds. Raises DeadlinePassed."""
    if deadline is None:
        return time.time() + _WITHOUT_DEADLINE
    if deadline <= time.time():
        raise DeadlinePassed()
    return deadline
