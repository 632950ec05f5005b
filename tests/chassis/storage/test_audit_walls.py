"""Who may do what with the audit on PostgreSQL: add to it, seal it, and change nothing (D10, D12)."""

from collections.abc import Iterator
from contextlib import closing
from typing import Any

import psycopg2
import pytest

from services.chassis.storage.database import Database
from tests.chassis.storage.builders import Envelope
from tests.chassis.storage.conftest import SERVICE, Addresses
from tests.chassis.storage.trail import a_chain

CHANGES = (
    "UPDATE audit SET ids = '[]'",
    "UPDATE audit SET reason = NULL",
    "DELETE FROM audit",
    "UPDATE audit_blocks SET hash = ''",
    "DELETE FROM audit_blocks",
    "UPDATE audit_objects SET object_id = ''",
    "DELETE FROM audit_objects",
)
LOOKS = tuple(f"SELECT 1 FROM {table}" for table in ("audit", "audit_blocks", "audit_objects"))
SEALING = ("UPDATE audit SET block = 9", "INSERT INTO audit_blocks SELECT * FROM audit_blocks WHERE false")


@pytest.fixture
def sealed(on_postgresql: Addresses) -> Addresses:
    database = Database(on_postgresql, SERVICE, Envelope())
    a_chain(database, blocks=1)
    database.close()
    return on_postgresql


@pytest.fixture
def asked(sealed: Addresses, request: pytest.FixtureRequest) -> Iterator[Any]:
    """A cursor of a role; nothing of it is kept."""
    address: str = getattr(sealed, request.param)
    with closing(psycopg2.connect(address.replace("+psycopg2", ""))) as connection:
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('linli.district', 'd1', true)")
            yield cursor
        connection.rollback()


@pytest.mark.parametrize("asked", ["app", "work"], indirect=True)
@pytest.mark.parametrize("command", CHANGES)
def test_nobody_changes_what_was_written_or_sealed(asked, command):
    with pytest.raises(psycopg2.errors.InsufficientPrivilege):
        asked.execute(command)


@pytest.mark.parametrize("asked", ["app"], indirect=True)
@pytest.mark.parametrize("command", [*LOOKS, *SEALING])
def test_the_application_neither_reads_nor_seals(asked, command):
    with pytest.raises(psycopg2.errors.InsufficientPrivilege):
        asked.execute(command)


@pytest.mark.parametrize("asked", ["work"], indirect=True)
@pytest.mark.parametrize("command", [*LOOKS, *SEALING])
def test_the_chassiss_work_reads_and_seals(asked, command):
    asked.execute(command)
    assert asked.statusmessage.split()[0] == command.split()[0]
