"""PostgreSQL: what opens a transaction rides in front of its first statement, its end behind the last.

A read needs no BEGIN: a message of several statements is one transaction to the server, so each
select carries the district and `read only` with it and leaves nothing open between two of them.
"""

import re
import time
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, cast

import psycopg2.extensions
from sqlalchemy import Connection, QueuePool, create_engine, make_url

from services.chassis.errors import DeadlinePassed
from services.chassis.storage.session import Session
from services.chassis.storage.sql import Sql, Values, Written, joined

_PLAIN = re.compile(r"[A-Za-z0-9_-]{0,64}")
_AN_HOUR = 3600
_LIBPQ = {
    "connect_timeout": 3,
    "keepalives": 1,
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,
}
_SESSION = {"timezone": "UTC", "idle_in_transaction_session_timeout": "30s", "lock_timeout": "5s"}


class LeadingConnection(psycopg2.extensions.connection):
    """`lead` is sent with the next statement; `stays` keeps it for those after."""

    lead = ""
    stays = False


class LeadingCursor(psycopg2.extensions.cursor):
    connection: LeadingConnection

    def execute(self, query: Any, vars: Any = None) -> None:
        connection = self.connection
        lead = connection.lead
        if lead:
            if not connection.stays:
                connection.lead = ""
            query = lead + query
        super().execute(query, vars)

    def executemany(self, query: Any, vars_list: Any) -> None:
        if self.connection.lead:
            self.execute("SELECT 1")
        super().executemany(query, vars_list)


class PostgreSql:
    """One role's connections to one service's database."""

    is_postgresql = True

    def __init__(self, url: str, *, pool: int, pool_wait: float, statement_timeout: float) -> None:
        options = _SESSION | {"statement_timeout": str(_milliseconds(statement_timeout))}
        self._statement_timeout = statement_timeout
        self._pool_wait = pool_wait
        self.engine = create_engine(
            make_url(url).set(drivername="postgresql+psycopg2"),
            isolation_level="AUTOCOMMIT",
            poolclass=QueuePool,
            pool_size=pool,
            max_overflow=0,
            pool_timeout=pool_wait,
            pool_recycle=_AN_HOUR,
            pool_use_lifo=True,
            pool_reset_on_return=None,
            use_native_hstore=False,
            connect_args=_LIBPQ | {"options": _as_options(options)} | _FACTORIES,
        )

    def reading(self, district: str, deadline: float | None) -> "PostgreSqlSession":
        limits = f"set_config('transaction_read_only','on',true){self._limits(deadline)}"
        lead = f"SELECT {_district(district)},{limits};"
        return PostgreSqlSession(self, lead, writes=False)

    def writing(self, district: str, deadline: float | None) -> "PostgreSqlSession":
        lead = f"BEGIN;SELECT {_district(district)}{self._limits(deadline)};"
        return PostgreSqlSession(self, lead, writes=True)

    def close(self) -> None:
        self.engine.dispose()

    def _limits(self, deadline: float | None) -> str:
        """No statement and no wait for a lock lasts longer than the call."""
        if deadline is None:
            return ""
        left = deadline - time.time()
        if left <= 0:
            raise DeadlinePassed()
        limits = {"statement_timeout": min(left, self._statement_timeout), "lock_timeout": left}
        return "".join(
            f",set_config('{name}','{_milliseconds(seconds)}',true)" for name, seconds in limits.items()
        )


_FACTORIES = {"connection_factory": LeadingConnection, "cursor_factory": LeadingCursor}


class PostgreSqlSession(Session):
    is_postgresql = True

    def __init__(self, database: PostgreSql, lead: str, *, writes: bool) -> None:
        self.writes = writes
        super().__init__(partial(_led, database, lead, stays=not writes))

    def execute(self, statement: Sql, values: Values) -> Any:
        return self.run(lambda connection: connection.exec_driver_sql(statement.postgresql, values))

    def _commit(self, closing: Sequence[Written]) -> None:
        """The last statements and COMMIT are one message."""
        if self.writes and (self._has_run or closing):
            text, values = joined([*closing, (_COMMIT, ())])
            self.run(lambda connection: connection.exec_driver_sql(text, values))

    def rollback(self) -> None:
        """A connection that cannot say so is thrown away."""
        try:
            if self.writes and self._has_run and not self.connection.invalidated:
                self.connection.exec_driver_sql("ROLLBACK")
        except BaseException:
            self.connection.invalidate()
            raise
        finally:
            self._let_go()

    def _let_go(self) -> None:
        if not self.connection.invalidated:
            _raw(self.connection).lead = ""
        self.connection.close()


_COMMIT = Sql("COMMIT")


def _led(database: PostgreSql, lead: str, *, stays: bool) -> Connection:
    connection = database.engine.connect()
    raw = _raw(connection)
    raw.lead, raw.stays = lead, stays
    return connection


def _raw(connection: Connection) -> LeadingConnection:
    return cast(LeadingConnection, connection.connection.dbapi_connection)


def _district(district: str) -> str:
    """The district is a token's word: nothing but an id gets into the text of a statement."""
    if not _PLAIN.fullmatch(district):
        raise ValueError("a district is letters, digits, '-' and '_'")
    return f"set_config('linli.district','{district}',true)"


def _milliseconds(seconds: float) -> int:
    return max(1, int(seconds * 1000))


def _as_options(settings: Mapping[str, str]) -> str:
    return " ".join(f"-c {name}={value}" for name, value in settings.items())
