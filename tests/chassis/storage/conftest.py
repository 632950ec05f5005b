"""An example service's database, on SQLite and on PostgreSQL as the application role with its walls up."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import psycopg2
import pytest
from sqlalchemy import make_url

from services.chassis.storage.database import Database
from services.chassis.storage.migrations import migrate, prepare_roles
from services.chassis.storage.tables import metadata as tables_of_the_chassis
from tests.chassis.storage.builders import Envelope
from tests.chassis.storage.shop.tables import metadata as tables_of_the_shop
from tests.servers import PostgreSql

FOLDER = Path(__file__).parent / "shop" / "migrations"
SERVICE = "shop"
PASSWORDS = {"owner": "of-the-owner", "app": "of-the-app", "work": "of-the-work"}


@dataclass(frozen=True)
class Addresses:
    app: str
    work: str
    owner: str
    pool: int = 8
    pool_wait: float = 2.0
    statement_timeout: float = 10.0


@dataclass(frozen=True)
class Settings:
    database: Addresses


@pytest.fixture(scope="session")
def cluster(postgresql: PostgreSql) -> Addresses:
    """The service's roles and its database, as `linli migrate` makes them."""
    prepare_roles(postgresql.admin_url, SERVICE, PASSWORDS)
    addresses = _addresses(postgresql, SERVICE)
    migrate(SERVICE, Settings(addresses), FOLDER)
    return addresses


@pytest.fixture
def on_postgresql(postgresql: PostgreSql, cluster: Addresses) -> Addresses:
    """Emptied, by the superuser: row-level security hides the rows from everybody else."""
    tables = [*tables_of_the_shop.sorted_tables[::-1], *tables_of_the_chassis.sorted_tables]
    as_admin(postgresql, ";".join(f"DELETE FROM {table.name}" for table in tables), SERVICE)
    return cluster


@pytest.fixture
def on_sqlite(tmp_path: Path) -> Addresses:
    url = f"sqlite:///{tmp_path}/{{service}}.db"
    addresses = Addresses(url, url, url)
    migrate(SERVICE, Settings(addresses), FOLDER)
    return addresses


@pytest.fixture(params=["sqlite", "postgresql"])
def addresses(request: pytest.FixtureRequest) -> Addresses:
    found: Addresses = request.getfixturevalue(f"on_{request.param}")
    return found


@pytest.fixture
def database(addresses: Addresses) -> Iterator[Database]:
    database = Database(addresses, SERVICE, Envelope())
    yield database
    database.close()


@pytest.fixture
def patient(addresses: Addresses) -> Iterator[Database]:
    """A database whose pool has one connection."""
    database = Database(replace(addresses, pool=1, pool_wait=0.2), SERVICE, Envelope())
    yield database
    database.close()


def _addresses(server: PostgreSql, database: str) -> Addresses:
    def of(role: str) -> str:
        url = make_url(server.admin_url)
        url = url.set(username=f"{SERVICE}_{role}", password=PASSWORDS[role], database=database)
        return url.render_as_string(hide_password=False)

    return Addresses(of("app"), of("work"), of("owner"))


def as_admin(server: PostgreSql, command: str, database: str = "postgres") -> list[tuple[Any, ...]]:
    """What the superuser's command gives."""
    connection = psycopg2.connect(server.dsn.removesuffix("postgres") + database)
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            cursor.execute(command)
            return cursor.fetchall() if cursor.description else []
    finally:
        connection.close()
