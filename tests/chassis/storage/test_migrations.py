"""A service's database is made by its scripts, as its owner, once (D10, D16)."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Index, create_engine, inspect

from services.chassis.storage.job_table import jobs
from services.chassis.storage.migrations import migrate, prepare_roles
from services.chassis.storage.revocations import revocations
from services.chassis.storage.tables import metadata as tables_of_the_chassis
from tests.chassis.storage.conftest import (
    FOLDER,
    PASSWORDS,
    SERVICE,
    Addresses,
    Settings,
    addresses_of,
    as_admin,
)
from tests.chassis.storage.shop.tables import metadata as tables_of_the_shop
from tests.servers import PostgreSql

SECOND = '''
"""Gardens get a fence."""

import sqlalchemy as sa
from alembic import op

revision = "0002_fences"
down_revision = "0001_gardens"


def upgrade() -> None:
    op.add_column("gardens", sa.Column("fence", sa.Text))
    {more}
'''


@pytest.fixture
def empty(request, tmp_path) -> Iterator[Addresses]:
    """An address where nothing was migrated yet."""
    url = f"sqlite:///{tmp_path}/data/{{service}}.db"
    if request.param == "sqlite":
        yield Addresses(url, url, url)
        return
    with new_database(request.getfixturevalue("postgresql"), f"{SERVICE}_owner") as addresses:
        yield addresses


@contextmanager
def new_database(server: PostgreSql, owner: str) -> Iterator[Addresses]:
    prepare_roles(server.admin_url, SERVICE, PASSWORDS)
    as_admin(server, "DROP DATABASE IF EXISTS shop_anew WITH (FORCE)")
    as_admin(server, f"CREATE DATABASE shop_anew TEMPLATE template0 OWNER {owner}")
    yield addresses_of(server, "shop_anew")
    as_admin(server, "DROP DATABASE shop_anew WITH (FORCE)")


both = pytest.mark.parametrize("empty", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
def newer(tmp_path: Path) -> Path:
    """The service's scripts and one more."""
    folder = tmp_path / "migrations"
    (folder / "versions").mkdir(parents=True)
    for script in (FOLDER / "versions").glob("*.py"):
        (folder / "versions" / script.name).write_text(script.read_text())
    return folder


def columns_of(addresses: Addresses, table: str) -> set[str]:
    engine = create_engine(addresses.owner.replace("{service}", SERVICE))
    try:
        return {column["name"] for column in inspect(engine).get_columns(table)}
    finally:
        engine.dispose()


@both
def test_the_first_run_makes_every_table(empty):
    assert migrate(SERVICE, Settings(empty), FOLDER)

    engine = create_engine(empty.owner.replace("{service}", SERVICE))
    made = set(inspect(engine).get_table_names())
    engine.dispose()
    assert made == {
        *tables_of_the_chassis.tables,
        *tables_of_the_shop.tables,
        jobs.name,
        revocations.name,
        "schema_version",
    }


@both
def test_the_tables_have_the_columns_and_indexes_that_the_code_names(empty):
    migrate(SERVICE, Settings(empty), FOLDER)

    engine = create_engine(empty.owner.replace("{service}", SERVICE))
    made, is_postgresql = inspect(engine), engine.dialect.name == "postgresql"
    for table in (
        jobs,
        revocations,
        *tables_of_the_chassis.tables.values(),
        *tables_of_the_shop.tables.values(),
    ):
        assert {column["name"] for column in made.get_columns(table.name)} == {*table.c.keys()}
        wanted = {index.name for index in table.indexes if is_postgresql or not _is_by_age(index)}
        assert {index["name"] for index in made.get_indexes(table.name)} >= wanted
    engine.dispose()


def _is_by_age(index: Index) -> bool:
    return bool(index.dialect_options["postgresql"]["using"] == "brin")


@both
def test_a_second_run_finds_nothing_to_do(empty):
    migrate(SERVICE, Settings(empty), FOLDER)

    assert not migrate(SERVICE, Settings(empty), FOLDER)


def test_a_run_that_finds_nothing_to_do_does_not_load_alembic(tmp_path):
    url = f"sqlite:///{tmp_path}/{{service}}.db"
    migrate(SERVICE, Settings(Addresses(url, url, url)), FOLDER)
    script = f"""
import sys
from pathlib import Path
from types import SimpleNamespace
from services.chassis.storage.migrations import migrate
settings = SimpleNamespace(database=SimpleNamespace(owner={url!r}))
assert not migrate({SERVICE!r}, settings, Path({str(FOLDER)!r}))
print("alembic" in sys.modules)
"""
    said = subprocess.run(
        [sys.executable, "-c", script],
        check=True,
        timeout=60,
        cwd=Path(__file__).parents[3],
        capture_output=True,
    )

    assert said.stdout == b"False\n"


@both
def test_a_newer_script_is_run_alone(empty, newer):
    migrate(SERVICE, Settings(empty), FOLDER)
    (newer / "versions" / "0002_fences.py").write_text(SECOND.format(more=""))

    assert migrate(SERVICE, Settings(empty), newer)

    assert "fence" in columns_of(empty, "gardens")
    assert not migrate(SERVICE, Settings(empty), newer)


@both
def test_a_script_that_fails_leaves_nothing_behind(empty, newer):
    migrate(SERVICE, Settings(empty), FOLDER)
    (newer / "versions" / "0002_fences.py").write_text(SECOND.format(more="1 / 0"))

    with pytest.raises(ZeroDivisionError):
        migrate(SERVICE, Settings(empty), newer)

    assert "fence" not in columns_of(empty, "gardens")
    assert not migrate(SERVICE, Settings(empty), FOLDER)


@both
def test_many_that_migrate_at_once_do_it_once(empty):
    done: list[bool] = []
    migrating = [
        threading.Thread(target=lambda: done.append(migrate(SERVICE, Settings(empty), FOLDER)))
        for _ in range(8)
    ]
    for one in migrating:
        one.start()
    for one in migrating:
        one.join(60)

    assert len(done) == 8
    assert not migrate(SERVICE, Settings(empty), FOLDER)


def test_a_scripts_revision_is_its_files_name():
    services = Path(__file__).parents[3] / "services"
    for script in [*services.glob("*/migrations/versions/*.py"), *FOLDER.glob("versions/*.py")]:
        if script.stem != "__init__":
            assert f'revision = "{script.stem}"' in script.read_text()


def test_migrations_run_as_the_owner_alone(postgresql):
    with new_database(postgresql, f"{SERVICE}_app") as addresses:
        as_application = Addresses(addresses.app, addresses.work, addresses.app)
        with pytest.raises(ValueError, match="_owner"):
            migrate(SERVICE, Settings(as_application), FOLDER)
