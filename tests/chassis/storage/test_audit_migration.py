"""A database that began before its audit was chained gets what one has that begins today."""

from collections.abc import Iterator

import pytest
from sqlalchemy import NullPool, create_engine, inspect, text
from sqlalchemy.engine import Engine

from services.chassis.storage.database import Database
from services.chassis.storage.migrations import migrate
from tests.chassis.storage.builders import Envelope
from tests.chassis.storage.conftest import FOLDER, SERVICE, Addresses, Settings
from tests.chassis.storage.test_migrations import new_database
from tests.chassis.storage.trail import a_chain, asked, found, seal

TABLES = ("audit", "audit_blocks", "audit_objects")
AS_IT_BEGAN = (
    "DROP TABLE audit_blocks",
    "DROP TABLE audit_objects",
    *(f"DROP INDEX audit_{name}" for name in ("unsealed", "of_block", "newest", "of_principal", "of_action")),
    "ALTER TABLE audit DROP COLUMN block",
    "ALTER TABLE audit DROP COLUMN reason",
    "ALTER TABLE audit DROP COLUMN times",
)
OLD_ROW = """
    INSERT INTO audit (district, id, at, kind, principal, action, permission, request_id, ids)
    VALUES ('d1', 'old', '2026-01-02T09:00:00.000000+00:00', 'write', 'p', 'a', 'p', 'r', '["garden-1"]')
"""
SCRIPT = '''
"""The audit in blocks."""

from alembic import op

from services.chassis.storage.migrations import create_audit_chain

revision = "0002_audit_chain"
down_revision = "0001_gardens"


def upgrade() -> None:
    create_audit_chain(op)
'''


@pytest.fixture(params=["sqlite", "postgresql"])
def made(request, tmp_path) -> Iterator[Addresses]:
    """A database of today."""
    url = f"sqlite:///{tmp_path}/data/{{service}}.db"
    if request.param == "sqlite":
        addresses = Addresses(url, url, url)
        migrate(SERVICE, Settings(addresses), FOLDER)
        yield addresses
        return
    with new_database(request.getfixturevalue("postgresql"), f"{SERVICE}_owner") as addresses:
        migrate(SERVICE, Settings(addresses), FOLDER)
        yield addresses


@pytest.fixture
def newer(tmp_path):
    folder = tmp_path / "migrations"
    (folder / "versions").mkdir(parents=True)
    for script in (FOLDER / "versions").glob("*.py"):
        (folder / "versions" / script.name).write_text(script.read_text())
    (folder / "versions" / "0002_audit_chain.py").write_text(SCRIPT)
    return folder


def owner_of(addresses: Addresses) -> Engine:
    return create_engine(addresses.owner.replace("{service}", SERVICE), poolclass=NullPool)


def shape_of(addresses: Addresses) -> object:
    """Columns and indexes of the audit's tables, and who may do what with them."""
    engine = owner_of(addresses)
    seen = inspect(engine)
    shape = {
        table: (
            sorted((column["name"], str(column["type"])) for column in seen.get_columns(table)),
            sorted(str(index["name"]) for index in seen.get_indexes(table)),
        )
        for table in TABLES
    }
    return shape, _rights(engine)


def _rights(engine: Engine) -> list[tuple[str, ...]]:
    if engine.dialect.name == "sqlite":
        return []
    query = """
        SELECT table_name, grantee, privilege_type, column_name FROM information_schema.column_privileges
        WHERE table_name LIKE 'audit%' ORDER BY 1, 2, 3, 4
    """
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(query))]


def begin_as_before(addresses: Addresses) -> None:
    engine = owner_of(addresses)
    with engine.begin() as connection:
        for command in (*AS_IT_BEGAN, OLD_ROW):
            connection.exec_driver_sql(command)


def test_it_is_as_one_that_begins_today(made, newer):
    wanted = shape_of(made)
    begin_as_before(made)

    assert migrate(SERVICE, Settings(made), newer)
    assert shape_of(made) == wanted


def test_what_has_it_already_is_left_as_it_is(made, newer):
    wanted = shape_of(made)

    assert migrate(SERVICE, Settings(made), newer)
    assert shape_of(made) == wanted


def test_rows_that_were_there_before_are_in_the_first_block(made, newer):
    begin_as_before(made)
    migrate(SERVICE, Settings(made), newer)
    database = Database(made, SERVICE, Envelope())
    try:
        assert seal(database) == [1]
        assert asked(database, "SELECT object_id, id FROM audit_objects") == [("garden-1", "old")]
        a_chain(database, blocks=1)
        assert found(database) == []
    finally:
        database.close()
