"""One transaction on one connection, whatever the database: what the two engines have in common."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Protocol, TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoneFree

from services.chassis.errors import DatabaseUnavailable
from services.chassis.storage.failures import translated
from services.chassis.storage.sql import Sql, Values, Written

R = TypeVar("R")


class Engine(Protocol):
    """Makes sessions; `deadline` is unix seconds and bounds every wait."""

    is_postgresql: bool

    def reading(self, district: str, deadline: float | None) -> "Session": ...
    def writing(self, district: str, deadline: float | None) -> "Session": ...
    def close(self) -> None: ...


class TransactionFailed(RuntimeError):
    """A defect: something in the transaction failed and was passed over, so it cannot be committed."""


class Session:
    """Open until `commit` or `rollback`.

    A connection that turns out dead before the first statement has run is replaced once, later never.
    """

    is_postgresql: bool
    writes: bool

    def __init__(self, connect: Callable[[], Connection]) -> None:
        self._connect = connect
        self._has_run = False
        self._has_failed = False
        self.connection = self._opened()

    def run(self, work: Callable[[Connection], R]) -> R:
        try:
            return work(self.connection) if self._has_run else self._first(work)
        except DBAPIError as error:
            self._has_failed = True
            raise translated(error) from error
        except BaseException:
            self._has_failed = True
            raise

    def execute(self, statement: Sql, values: Values) -> Any:
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
            self._commit(closing)
        except BaseException:
            self.rollback()
            raise
        self._let_go()

    def rollback(self) -> None:
        raise NotImplementedError

    def _commit(self, closing: Sequence[Written]) -> None:
        raise NotImplementedError

    def _let_go(self) -> None:
        raise NotImplementedError

    def _first(self, work: Callable[[Connection], R]) -> R:
        try:
            result = work(self.connection)
        except DBAPIError as error:
            if not error.connection_invalidated:
                raise
            self.connection.close()
            self.connection = self._opened()
            result = work(self.connection)
        finally:
            self._has_run = True
        return result

    def _opened(self) -> Connection:
        try:
            return self._connect()
        except NoneFree as error:
            raise DatabaseUnavailable() from error
        except DBAPIError as error:
            raise translated(error) from error


_SAVEPOINT, _BACK, _RELEASE = Sql("SAVEPOINT here"), Sql("ROLLBACK TO here"), Sql("RELEASE here")
