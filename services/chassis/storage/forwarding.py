"""A process that may read an SQLite file and hands what it would write to the process that may write.

Stores and use cases know nothing of it: what they read is read, what they write is put aside and handed
over as they commit, and written there in one transaction.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import event
from sqlalchemy.exc import IntegrityError

from services.chassis.crash import crash_at
from services.chassis.domain import Conflict
from services.chassis.storage.database import Database
from services.chassis.storage.session import Found, Session
from services.chassis.storage.sql import Sql, Written, for_sqlite
from services.chassis.storage.sqlite import SQLite, SQLiteSession, until

_HERE = ("SELECT", "WITH", "BEGIN", "COMMIT")
"""What such words begin with is done here."""


class Overtaken(Conflict):
    """Somebody else changed what a forwarded transaction had read."""


@dataclass(frozen=True)
class Statement:
    """`is_of_many`: it runs once for each member of `values`.

    `is_of_one`: it changes exactly one row, or somebody else came first.
    """

    text: str
    values: Any
    is_of_many: bool = False
    is_of_one: bool = False


@dataclass(frozen=True)
class Forwarded:
    """A transaction as it is handed over."""

    statements: tuple[Statement, ...]


Deliver = Callable[[Forwarded], None]
"""Returns when all of it is committed; raises Overtaken or DatabaseUnavailable when none is."""


class Forwarding(SQLite):
    """In the process that only reads."""

    def __init__(self, url: str, *, pool_wait: float, deliver: Deliver) -> None:
        super().__init__(url, pool_wait=pool_wait)
        self._deliver = deliver
        self._put_aside: list[Statement] | None = None
        event.listen(self.engine, "do_execute", self._skips)
        event.listen(self.engine, "do_executemany", self._skips_many)

    def writing(self, district: str, deadline: float | None) -> SQLiteSession:
        if self._put_aside is not None:
            raise RuntimeError("one transaction at a time")
        self._put_aside = []
        return ForwardingSession(self, deadline)

    def put_aside(self, statement: Statement) -> None:
        assert self._put_aside is not None
        self._put_aside.append(statement)

    def ended(self) -> list[Statement]:
        taken, self._put_aside = self._put_aside or [], None
        return taken

    def hand_over(self) -> None:
        self._deliver(Forwarded(tuple(self.ended())))

    def _skips(self, _cursor: Any, text: str, values: Any, _context: Any) -> bool:
        """True: SQLAlchemy leaves the statement alone, whose values are by now the driver's."""
        if text.startswith(_HERE):
            return False
        self.put_aside(Statement(text, values))
        return True

    def _skips_many(self, _cursor: Any, text: str, values: Any, _context: Any) -> bool:
        self.put_aside(Statement(text, values, is_of_many=True))
        return True


class ForwardingSession(SQLiteSession):
    def __init__(self, engine: Forwarding, deadline: float | None) -> None:
        self._engine = engine
        super().__init__(engine.readers, Sql("BEGIN"), until(deadline))
        self.writes = True

    def send(self, text: str, values: Any) -> Found:
        """An update that is sent by itself is of one row: that it was is found out over there."""
        if text.startswith(_HERE):
            return super().send(text, values)
        self._engine.put_aside(Statement(text, values, is_of_one=text.startswith("UPDATE")))
        return Found([], 1)

    def send_many(self, text: str, values: Sequence[Any]) -> Found:
        self._engine.put_aside(Statement(text, values, is_of_many=True))
        return Found([], len(values))

    def savepoint(self) -> Any:
        raise RuntimeError("what is handed over as a whole cannot be undone in part")

    def _commit(self, closing: Sequence[Written]) -> None:
        for statement, values in closing:
            self.send(statement.sqlite, for_sqlite(values))
        super()._commit(())
        self._engine.hand_over()

    def _let_go(self) -> None:
        super()._let_go()
        self._engine.ended()


def write(database: Database, district: str, forwarded: Forwarded) -> None:
    """In the process that writes. Raises Overtaken or DatabaseUnavailable, and then nothing is written."""
    session = database.work_engine.writing(district, None)
    try:
        for each in forwarded.statements:
            _run(session, each)
        crash_at("job_before_commit")
        session.commit()
    except IntegrityError:
        raise Overtaken from None
    finally:
        session.rollback()


def _run(session: Session, statement: Statement) -> None:
    if statement.is_of_many:
        session.send_many(statement.text, statement.values)
    elif session.send(statement.text, statement.values).rowcount != 1 and statement.is_of_one:
        raise Overtaken
