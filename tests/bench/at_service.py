"""A service's own database without its process: filled by its owner, asked as the application role."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path
from typing import Any, Self

from sqlalchemy import Connection, MetaData, Table, create_engine, text

from services.chassis.caller import WHOLE_DISTRICT, Caller, Grant, Scope
from services.chassis.keys import DataKeys, MasterKey
from services.chassis.seal import Seals
from services.chassis.settings import DatabaseSettings, Settings
from services.chassis.storage.call import Call
from services.chassis.storage.database import Database
from services.chassis.storage.key_rows import KeyRowsOf
from services.chassis.storage.migrations import migrate, prepare_roles
from services.grids.transaction import Transaction as GridsTransaction
from services.members.transaction import Transaction as MembersTransaction
from tests.house_settings import PASSWORD, ROLES
from tests.postgresql_server import PostgreSql

TRANSACTIONS: dict[str, Any] = {"grids": GridsTransaction, "members": MembersTransaction}
AT_ONCE = 10_000


class AtService:
    def __init__(self, service: str, server: PostgreSql | None, folder: Path) -> None:
        self.service, self.folder = service, folder
        self.addresses = _addresses(service, server, folder)
        migrate(service, Settings(database=self.addresses))
        self.database = Database(self.addresses, service)
        keys = DataKeys(MasterKey.create(folder / f"{service}.key"), KeyRowsOf(self.database))
        self.database.seals, self.database.prepare = Seals(keys), keys.ensure
        self._owner = create_engine(self.addresses.owner.replace("{service}", service))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.database.close()
        self._owner.dispose()

    @property
    def now(self) -> datetime:
        return datetime.now(UTC)

    @property
    def today(self) -> date:
        return self.now.date()

    def fill(self, table: str | Table, rows: Iterable[Mapping[str, Any]]) -> None:
        """As its owner, whom no wall keeps back. A name stands for the table as the database has it."""
        filled = Table(table, MetaData(), autoload_with=self._owner) if isinstance(table, str) else table
        with self._owner.begin() as connection:
            enter = _copied if connection.dialect.name == "postgresql" else _inserted
            in_order = iter(rows)
            while some := list(islice(in_order, AT_ONCE)):
                enter(connection, filled, some)

    def settle(self) -> None:
        """Statistics as they are when a database has stood for some time."""
        with suppress(Exception), self._owner.connect() as connection:
            connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("VACUUM ANALYZE"))

    @contextmanager
    def call(self, district: str, *, writes: bool, scope: Scope | None = None) -> Iterator[Call[Any]]:
        caller = Caller(district, "bench", "person", (Grant("district_officer"),), request_id="bench")
        call: Call[Any] = Call(
            self.database,
            TRANSACTIONS[self.service],
            caller=caller,
            permission="areas.change",
            scope=scope or WHOLE_DISTRICT,
            writes=writes,
            action="bench",
            now=self.now,
        )
        try:
            yield call
            call.commit(None)
        finally:
            call.rollback()


def _inserted(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    connection.execute(table.insert(), rows)


def _copied(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """All have the columns of the first, and an empty text is none."""
    said = io.StringIO()
    csv.writer(said).writerows([row[name] for name in rows[0]] for row in rows)
    said.seek(0)
    columns = ", ".join(f'"{name}"' for name in rows[0])
    cursor: Any = connection.connection.cursor()
    cursor.copy_expert(f'COPY "{table.name}" ({columns}) FROM STDIN (FORMAT csv)', said)


def _addresses(service: str, server: PostgreSql | None, folder: Path) -> DatabaseSettings:
    if server is None:
        address = f"sqlite:///{folder}/{{service}}.db"
        return DatabaseSettings(app=address, work=address, owner=address)
    prepare_roles(server.admin_url, service, dict.fromkeys(ROLES, PASSWORD))
    owner, app, work = (server.url_of(f"{service}_{role}", PASSWORD, service) for role in ROLES)
    return DatabaseSettings(app=app, work=work, owner=owner)
