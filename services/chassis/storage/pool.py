"""Open connections of one process to one database, kept for the next call."""

import os
import threading
import time
from collections import deque

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from services.chassis.errors import DatabaseUnavailable
from services.chassis.storage.failures import raise_translated

_AN_HOUR = 3600.0


class Pool:
    """At most `size` at once; who waits longer than `wait` seconds for one gets DatabaseUnavailable.

    `in_use` are taken just now, `waiting` are the calls that would like one.
    """

    def __init__(self, engine: Engine, *, size: int, wait: float) -> None:
        self._engine = engine
        self.size = size
        self._wait = wait
        self.driver_error: type[Exception] = engine.dialect.loaded_dbapi.Error
        self._begin_anew()

    def take(self, deadline: float | None = None) -> Connection:
        """`deadline` in unix seconds shortens the wait."""
        if os.getpid() != self._process:
            self._begin_anew()  # a connection is never shared with the process that was forked from
        if not (self._free.acquire(blocking=False) or self._waited(deadline)):
            raise DatabaseUnavailable()
        self.in_use += 1
        try:
            return self._fresh() or self._engine.connect()
        except DBAPIError as error:
            self._release()
            raise_translated(error)
        except BaseException:
            self._release()
            raise

    def give(self, connection: Connection) -> None:
        """Back for the next, in the state in which it was taken."""
        if self._is_old(connection):
            connection.close()
        else:
            self._idle.append(connection)
        self._release()

    def drop(self, connection: Connection) -> None:
        """Nobody can use it any more."""
        try:
            connection.invalidate()
            connection.close()
        finally:
            self._release()

    def drop_idle(self) -> None:
        """When one has turned out dead, the others are too."""
        while self._idle:
            connection = self._idle.pop()
            connection.invalidate()
            connection.close()

    def close(self) -> None:
        while self._idle:
            self._idle.pop().close()
        self._engine.dispose()

    def _waited(self, deadline: float | None) -> bool:
        self.waiting += 1
        try:
            return self._free.acquire(timeout=self._patience(deadline))
        finally:
            self.waiting -= 1

    def _release(self) -> None:
        self.in_use -= 1
        self._free.release()

    def _patience(self, deadline: float | None) -> float:
        return self._wait if deadline is None else max(0.0, min(self._wait, deadline - time.time()))

    def _fresh(self) -> Connection | None:
        try:
            return self._idle.pop()
        except IndexError:
            return None

    def _is_old(self, connection: Connection) -> bool:
        opened = connection.info.setdefault("opened", time.monotonic())
        return bool(time.monotonic() - opened > _AN_HOUR)

    def _begin_anew(self) -> None:
        self._process = os.getpid()
        self.in_use = self.waiting = 0
        self._idle: deque[Connection] = deque()
        self._free = threading.BoundedSemaphore(self.size)
