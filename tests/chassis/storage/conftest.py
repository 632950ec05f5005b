"""An example service's database, on SQLite and on PostgreSQL as the application role with its walls up."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from shutil import copyfile
from typing import Any

import psycopg2
import pytest
from sqlalchemy import make_url

from services.chassis.storage.database import Database
from services.chassis.storage.job_table import metadata as tables_of_jobs
from services.chassis.storage.migrations import migrate, prepare_roles
from services.chassis.storage.revocations import revocations
from services.chassis.storage.sql import Sql
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
    addresses = addresses_of(postgresql, SERVICE)
    migrate(SERVICE, Settings(addresses), FOLDER)
    return addresses


@pytest.fixture
def on_postgresql(postgresql: PostgreSql, cluster: Addresses) -> Addresses:
    """Emptied, by the superuser: row-level security hides the rows from everybody else."""
    of_the_chassis = [revocations, *tables_of_jobs.sorted_tables, *tables_of_the_chassis.sorted_tables]
    tables = [*tables_of_the_shop.sorted_tables[::-1], *of_the_chassis]
    as_admin(postgresql, ";".join(f"DELETE FROM {table.name}" for table in tables), SERVICE)
    return cluster


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sqlite")
    migrate(SERVICE, Settings(_in_folder(folder)), FOLDER)
    return folder / f"{SERVICE}.db"


@pytest.fixture
def on_sqlite(tmp_path: Path, migrated_file: Path) -> Addresses:
    copyfile(migrated_file, tmp_path / migrated_file.name)
    return _in_folder(tmp_path)


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
def tamper(request: pytest.FixtureRequest, database: Database) -> Callable[[str], None]:
    """A hand that no wall keeps back: the superuser's, or that of who has the file."""
    if database.is_postgresql:
        server = request.getfixturevalue("postgresql")
        return partial(_commanded, server)
    return partial(_written, database)


def _commanded(server: PostgreSql, command: str) -> None:
    as_admin(server, command, SERVICE)


def _written(database: Database, command: str) -> None:
    with database.work() as work:
        work.run(Sql(command))


def _in_folder(folder: Path) -> Addresses:
    url = f"sqlite:///{folder}/{{service}}.db"
    return Addresses(url, url, url)


def addresses_of(server: PostgreSql, database: str) -> Addresses:
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
