"""One transaction, or one jot, on one connection, whatever the database: what the two engines share."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple, Protocol, TypeVar

import sqlalchemy
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from services.chassis import tracing
from services.chassis.storage.failures import is_of_connection, raise_translated
from services.chassis.storage.pool import Pool
from services.chassis.storage.prepared import Compiled
from services.chassis.storage.sql import Sql, Values, Written

R = TypeVar("R")


class Engine(Protocol):
    """Makes sessions; `deadline` is unix seconds and bounds every wait."""

    is_postgresql: bool
    engine: sqlalchemy.Engine

    @property
    def pools(self) -> Mapping[str, Pool]: ...
    def reading(self, district: str, deadline: float | None) -> "Session": ...
    def writing(self, district: str, deadline: float | None) -> "Session": ...
    def jotting(self) -> "Session": ...
    def close(self) -> None: ...


class TransactionFailed(RuntimeError):
    """A defect: something in the transaction failed and was passed over, so it cannot be committed."""


class Found(NamedTuple):
    """What a statement found, and how many rows it changed."""

    rows: list[tuple[Any, ...]]
    rowcount: int

    @property
    def scalar(self) -> Any:
        """The first value of the first row; None without one."""
        return self.rows[0][0] if self.rows else None


class Session:
    """Open until `commit` or `rollback`.

    A connection that turns out dead before the first statement has run is replaced once, later never;
    nor where that statement may have been committed, though its answer was lost.
    """

    is_postgresql: bool
    writes: bool
    is_jot = False
    """Each statement a transaction by itself."""

    def __init__(self, pool: Pool, deadline: float | None) -> None:
        self._driver_error = pool.driver_error
        self._deadline = deadline
        self._pool = pool
        self._has_run = False
        self._is_ending = False
        self._has_failed = False
        self._held: Connection | None = self._opened()

    @property
    def connection(self) -> Connection:
        if self._held is None or self._held.invalidated:
            raise TransactionFailed("the transaction is over")
        return self._held

    def run(self, work: Callable[[Connection], R]) -> R:
        try:
            return work(self.connection) if self._has_run else self._first(work)
        except DBAPIError as error:
            self._has_failed = True
            may_write = self.writes or self.is_jot
            if is_of_connection(error, writes=may_write):
                self._give_up_connections(error)
            raise_translated(error, writes=may_write)
        except BaseException:
            self._has_failed = True
            raise

    def send(self, text: str, values: Any) -> Found:
        """Straight to the driver."""
        return self.run(lambda connection: sent(connection, text, values))

    def send_many(self, text: str, values: Sequence[Any]) -> Found:
        """The same statement once for each of `values`."""
        return self.run(lambda connection: sent(connection, text, values, is_of_many=True))

    def send_prepared(self, compiled: Compiled, values: Any) -> Found:
        return self.send(compiled.text, values)

    def execute(self, statement: Sql, values: Values) -> Found:
        return self.execute_all([(statement, values)])

    def execute_all(self, statements: Sequence[Written]) -> Found:
        """One after the other, in one message where the database takes several; what the last found."""
        raise NotImplementedError

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """What fails inside is undone alone; the transaction goes on."""
        self.execute(_SAVEPOINT, ())
        try:
            yield
        except Exception:
            self.execute(_BACK, ())
            self._has_failed = False
            raise
        self.execute(_RELEASE, ())

    def commit(self, closing: Sequence[Written] = ()) -> None:
        """Writes `closing` and commits; rolled back if that fails, unknown if the connection is lost."""
        try:
            if self._has_failed:
                raise TransactionFailed()
            self._is_ending = True
            self._commit(closing)
        except BaseException:
            self.rollback()
            raise
        self._let_go()

    def rollback(self) -> None:
        """A connection that cannot even do that is thrown away, and its transaction with it."""
        try:
            if self._held is not None and not self._held.invalidated:
                self._undo(self._held)
        except BaseException as error:
            self._drop()
            if not isinstance(error, self._driver_error):
                raise
        finally:
            self._let_go()

    def _commit(self, closing: Sequence[Written]) -> None:
        raise NotImplementedError

    def _undo(self, connection: Connection) -> None:
        raise NotImplementedError

    def _opened(self) -> Connection:
        return self._pool.take(self._deadline)

    def _let_go(self) -> None:
        """Gives the connection back, or throws it away when it is lost."""
        held, self._held = self._held, None
        if held is not None:
            (self._pool.drop if held.invalidated else self._pool.give)(held)

    def _give_up_connections(self, error: DBAPIError) -> None:
        """Whatever the others lead to is no better."""
        self._pool.drop_idle()
        if self._held is not None and not self._held.invalidated:
            self._held.invalidate(error)

    def _drop(self) -> None:
        held, self._held = self._held, None
        if held is not None:
            self._pool.drop(held)

    def _first(self, work: Callable[[Connection], R]) -> R:
        try:
            result = work(self.connection)
        except DBAPIError as error:
            if not error.connection_invalidated:
                raise
            self._pool.drop_idle()
            if self.is_jot or self._is_ending:
                raise
            self._drop()
            self._held = self._opened()
            result = work(self.connection)
        finally:
            self._has_run = True
        return result


_SAVEPOINT, _BACK, _RELEASE = Sql("SAVEPOINT here"), Sql("ROLLBACK TO here"), Sql("RELEASE here")


def sent(connection: Connection, text: str, values: Any, *, is_of_many: bool = False) -> Found:
    """The driver's errors come out as SQLAlchemy's, so that stores know one kind."""
    raw: Any = connection.connection.dbapi_connection
    cursor: Any = None
    try:
        with tracing.statement(text, connection.dialect.name):
            cursor = raw.cursor()
            (cursor.executemany if is_of_many else cursor.execute)(text, values)
            rows = cursor.fetchall() if cursor.description else []
    except connection.dialect.loaded_dbapi.Error as error:
        raise _as_sqlalchemy(connection, error, cursor, text) from error
    return Found(rows, cursor.rowcount)


def _as_sqlalchemy(connection: Connection, error: Any, cursor: Any, text: str) -> Any:
    dialect = connection.dialect
    raw: Any = connection.connection.dbapi_connection
    is_lost = dialect.is_disconnect(error, raw, cursor)
    wrapped: Any = DBAPIError.instance(
        text,
        None,  # values may be personal: they are in no message
        error,
        dialect.loaded_dbapi.Error,
        hide_parameters=True,
        connection_invalidated=is_lost,
        dialect=dialect,
    )
    if is_lost:
        connection.invalidate(error)
    return wrapped
