"""The database of one service: transactions for calls (`app`) and for the chassis's own work (`work`)."""

import threading
from collections.abc import Callable, Container, Iterator
from contextlib import contextmanager
from typing import Protocol

from services.chassis.errors import DatabaseUnavailable
from services.chassis.seal import Seals
from services.chassis.storage.closed import ClosedDistricts
from services.chassis.storage.pool import Pool
from services.chassis.storage.postgresql import PostgreSql
from services.chassis.storage.rows import Rows
from services.chassis.storage.session import Engine, Session
from services.chassis.storage.sql import Sql
from services.chassis.storage.sqlite import SQLite


class Addresses(Protocol):
    """What it needs of the settings; `{service}` in an address is the service's name."""

    @property
    def app(self) -> str: ...
    @property
    def work(self) -> str: ...
    @property
    def pool(self) -> int: ...
    @property
    def pool_wait(self) -> float: ...
    @property
    def statement_timeout(self) -> float: ...


class Sealer(Protocol):
    """Seals kept answers; `row_id` is bound to the sealed value."""

    def seal(self, district: str, row_id: str, value: bytes) -> bytes: ...
    def unseal(self, district: str, row_id: str, sealed: bytes) -> bytes: ...


_MEET = Sql("INSERT INTO districts (district, at) VALUES (?, NOW_MOMENT) ON CONFLICT DO NOTHING")
_DISTRICTS = Sql("SELECT district FROM districts ORDER BY district")


class Database:
    """`app` is bound by row-level security; `work` reads chassis tables across districts.

    `prepare` runs once per process and district before its first write, outside any transaction:
    what a district needs before it can write (its data key) is made there.
    """

    def __init__(
        self,
        settings: Addresses,
        service: str,
        keys: Sealer | None = None,
        *,
        prepare: Callable[[str], None] | None = None,
    ) -> None:
        self.service = service
        self.keys = keys
        self.heard: Container[str] | None = None
        """The event types that somebody listens to; others are marked *unheard* as they are written."""
        self.prepare = prepare
        self.seals: Seals | None = None
        """What stores seal values with; None where nothing is sealed."""
        self.app = _engine(settings.app, service, settings)
        self.work_engine = self.app if _is_sqlite(settings.app) else _engine(settings.work, service, settings)
        self.is_postgresql = self.app.is_postgresql
        self.closed = ClosedDistricts(self)
        self._met: set[str] = set()
        self._meeting = threading.Lock()

    @contextmanager
    def work(self, district: str = "", *, deadline: float | None = None) -> Iterator[Rows]:
        """A write transaction of the chassis's own work; an exception rolls it back."""
        with _until_end(self.work_engine.writing(district, deadline), district) as rows:
            yield rows

    @contextmanager
    def jot(self) -> Iterator[Rows]:
        """Notes across districts that a crash may lose without harm, such as what the relay holds.

        On PostgreSQL each statement stands for itself, and nobody waits for the disk.
        """
        with _until_end(self.work_engine.jotting(), "") as rows:
            yield rows

    @contextmanager
    def look(self, district: str = "", *, deadline: float | None = None) -> Iterator[Rows]:
        """A read-only transaction of the chassis's own work."""
        session = self.work_engine.reading(district, deadline)
        try:
            yield Rows(session, district)
        finally:
            session.rollback()

    def meet(self, district: str, *, deadline: float | None = None) -> None:
        """The first write of a district in this process enters it in `districts`."""
        if district in self._met:
            return
        with self._meeting:
            with self.work(district, deadline=deadline) as rows:
                rows.run(_MEET, district)
            if self.prepare is not None:
                self.prepare(district)
            self._met.add(district)

    def is_reachable(self) -> bool:
        try:
            with self.look() as rows:
                rows.run(Sql("SELECT 1"))
        except DatabaseUnavailable:
            return False
        return True

    def districts(self) -> list[str]:
        """Every district that has ever written here, in order."""
        with self.look() as rows:
            return [district for (district,) in rows.run(_DISTRICTS).rows]

    def pools(self) -> dict[str, Pool]:
        """By whom they are for, and what of."""
        found = {f"app {name}": pool for name, pool in self.app.pools.items()}
        if self.work_engine is not self.app:
            found |= {f"work {name}": pool for name, pool in self.work_engine.pools.items()}
        return found

    def close(self) -> None:
        self.app.close()
        self.work_engine.close()


@contextmanager
def _until_end(session: Session, district: str) -> Iterator[Rows]:
    try:
        yield Rows(session, district)
    except BaseException:
        session.rollback()
        raise
    session.commit()


def _engine(address: str, service: str, settings: Addresses) -> Engine:
    url = address.replace("{service}", service)
    if _is_sqlite(url):
        return SQLite(url, pool_wait=settings.pool_wait)
    return PostgreSql(
        url, pool=settings.pool, pool_wait=settings.pool_wait, statement_timeout=settings.statement_timeout
    )


def _is_sqlite(address: str) -> bool:
    return address.startswith("sqlite:")
