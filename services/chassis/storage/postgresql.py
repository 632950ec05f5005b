"""PostgreSQL: what opens a transaction rides in front of its first statement, its end behind the last.

A read needs no BEGIN: a message of several statements is one transaction to the server, so each
select carries the district and `read only` with it and leaves nothing open between two of them.
"""

import re
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, cast

import psycopg2.extensions
from sqlalchemy import Connection, NullPool, create_engine, make_url

from services.chassis.errors import DeadlinePassed
from services.chassis.storage.pool import Pool
from services.chassis.storage.prepared import Compiled
from services.chassis.storage.session import Found, Session, sent
from services.chassis.storage.sql import OnServer, Sql, Written, joined

_PLAIN = re.compile(r"[A-Za-z0-9_-]{0,64}")
_LIBPQ = {
    "connect_timeout": 3,
    "keepalives": 1,
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,
}
_SHORTER = 0.95  # a wait for a lock that is given up says so, before the statement as a whole is
_LATER = 5.0  # seconds after which a server that should have ended a statement is silent
_SESSION = {
    "timezone": "UTC",
    "idle_in_transaction_session_timeout": "30s",
    "lock_timeout": "5s",
    # A statement whose process was killed ends with it, and gives up its locks.
    "client_connection_check_interval": "1s",
    # Prepared statements go by key: one plan serves every value, and ANALYZE makes it anew.
    "plan_cache_mode": "force_generic_plan",
}


class LeadingConnection(psycopg2.extensions.connection):
    """`lead` is sent with the next statement; `stays` keeps it for those after.

    `known` are the statements that the server has prepared for this connection. An answer that has not come
    within `answers_within` seconds does not come: whoever waits under green threads ends the connection.
    """

    lead = ""
    stays = False

    def __init__(self, *given: Any, answers_within: float, **more: Any) -> None:
        self.answers_within = answers_within
        super().__init__(*given, **more)
        self.known: set[str] = set()


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
        factories = {
            "connection_factory": partial(LeadingConnection, answers_within=statement_timeout + _LATER),
            "cursor_factory": LeadingCursor,
        }
        self.engine = create_engine(
            make_url(url).set(drivername="postgresql+psycopg2"),
            isolation_level="AUTOCOMMIT",
            poolclass=NullPool,
            use_native_hstore=False,
            hide_parameters=True,
            connect_args=_LIBPQ | {"options": _as_options(options)} | factories,
        )
        self.pool = Pool(self.engine, size=pool, wait=pool_wait)
        self.pools = {"connections": self.pool}

    def reading(self, district: str, deadline: float | None) -> "PostgreSqlSession":
        words = f"SELECT {_district(district)},set_config('transaction_read_only','on',true)"
        return PostgreSqlSession(self.pool, deadline, partial(self._lead, words, deadline), writes=False)

    def writing(self, district: str, deadline: float | None) -> "PostgreSqlSession":
        words = f"BEGIN;SELECT {_district(district)}"
        return PostgreSqlSession(self.pool, deadline, partial(self._lead, words, deadline), writes=True)

    def jotting(self) -> "PostgreSqlSession":
        words = f"SELECT {_district('')},set_config('synchronous_commit','off',true)"
        return Jot(self.pool, None, partial(self._lead, words, None), writes=False)

    def close(self) -> None:
        self.pool.close()

    def _lead(self, words: str, deadline: float | None) -> str:
        """No statement and no wait for a lock lasts longer than the call."""
        if deadline is None:
            return f"{words};"
        left = deadline - time.time()
        if left <= 0:
            raise DeadlinePassed()
        of_statement = min(left, self._statement_timeout)
        limits = {"statement_timeout": of_statement, "lock_timeout": of_statement * _SHORTER}
        settings = [f"set_config('{name}','{_milliseconds(value)}',true)" for name, value in limits.items()]
        return f"{words},{','.join(settings)};"


class PostgreSqlSession(Session):
    is_postgresql = True

    def __init__(self, pool: Pool, deadline: float | None, lead: Callable[[], str], *, writes: bool) -> None:
        self.writes = writes
        self._lead = lead
        super().__init__(pool, deadline)

    def execute_all(self, statements: Sequence[Written]) -> Found:
        text, values = joined(statements)
        hot = [statement.on_server for statement, _ in statements if statement.on_server]
        return self._ask(text, values, hot)

    def send_prepared(self, compiled: Compiled, values: Any) -> Found:
        told = compiled.on_server
        assert told is not None
        return self._ask(told.execute, values, [told])

    def _ask(self, text: str, values: Any, named: Sequence[OnServer]) -> Found:
        """What `text` names is told first to a server that does not know it yet."""

        def asked(connection: Connection) -> Found:
            known = _raw(connection).known
            for told in named:
                if told.name not in known:
                    sent(connection, told.prepare, None)
                    known.add(told.name)
            return sent(connection, text, values)

        return self.run(asked)

    def _opened(self) -> Connection:
        connection = super()._opened()
        raw = _raw(connection)
        raw.stays = not self.writes
        try:
            raw.lead = self._lead()
        except BaseException:
            self._pool.give(connection)
            raise
        return connection

    def _commit(self, closing: Sequence[Written]) -> None:
        """The last statements and COMMIT are one message."""
        if self.writes and (self._has_run or closing):
            self.execute_all([*closing, (_COMMIT, ())])

    def _undo(self, connection: Connection) -> None:
        if self.writes and self._has_run:
            raw = _raw(connection)
            raw.lead = ""
            raw.cursor().execute("ROLLBACK")


class Jot(PostgreSqlSession):
    is_jot = True


_COMMIT = Sql("COMMIT")


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
