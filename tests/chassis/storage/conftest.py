"""An example service's database, on SQLite and on PostgreSQL as the application role with its walls up."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import psycopg2
import pytest
from sqlalchemy import make_url

from services.chassis.storage.database import Database
from services.chassis.storage.migrations import migrate, prepare_roles
from tests.chassis.storage.builders import Envelope
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
    """The roles, and a template that every test's database is copied from."""
    prepare_roles(postgresql.admin_url, SERVICE, PASSWORDS)
    addresses = _addresses(postgresql, SERVICE)
    migrate(SERVICE, Settings(addresses), FOLDER)
    return addresses


@pytest.fixture
def on_postgresql(
    postgresql: PostgreSql, cluster: Addresses, request: pytest.FixtureRequest
) -> Iterator[Addresses]:
    name = "shop_copy"
    _as_admin(postgresql, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
    _as_admin(postgresql, f"CREATE DATABASE {name} TEMPLATE {SERVICE} OWNER {SERVICE}_owner STRATEGY wal_log")
    yield _addresses(postgresql, name)
    _as_admin(postgresql, f"DROP DATABASE {name} WITH (FORCE)")


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


def _as_admin(server: PostgreSql, command: str) -> None:
    connection = psycopg2.connect(server.dsn)
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            cursor.execute(command)
    finally:
        connection.close()
