"""A server that was restarted is met again by the next call; nothing is sent twice (T3)."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import DBAPIError

from services.chassis.errors import DatabaseUnavailable
from services.chassis.storage import outbox
from services.chassis.storage.database import Database
from tests.chassis.storage.builders import (
    LI_NA,
    NOW,
    Envelope,
    a_call,
    a_claim,
    a_garden,
    a_reading,
    carry_out,
    gardens_of,
    lay_ground,
    plant,
)
from tests.chassis.storage.conftest import SERVICE, addresses_of, as_admin
from tests.chassis.storage.shop.tables import gardens
from tests.processes import NotOursToStop
from tests.servers import PostgreSql

CUT = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename LIKE 'shop\\_%'"


@pytest.fixture
def server(postgresql, on_postgresql):
    return postgresql


@pytest.fixture
def warm(server):
    """A garden, and several open connections of which all have been used."""
    database = Database(addresses_of(server, SERVICE), SERVICE, Envelope())
    lay_ground(database)
    plant(database, a_garden())
    calls = [a_reading(database) for _ in range(4)]
    for call in calls:
        with call.begin(LI_NA) as tx:
            tx.rows.one(select(gardens.c.id).where(tx.rows.of(gardens)))
    for call in calls:
        call.rollback()
    yield database
    database.close()


def restart(server: PostgreSql) -> None:
    with _ours():
        server.stop()
    server.start()


def kill(server: PostgreSql) -> None:
    with _ours():
        server.kill()
    server.start()


@contextmanager
def _ours() -> Iterator[None]:
    try:
        yield
    except NotOursToStop:
        pytest.skip("the server was given by its address")


def cut(server: PostgreSql) -> None:
    as_admin(server, CUT)


@pytest.mark.parametrize("blow", [cut, restart, kill])
def test_the_next_read_and_the_next_write_pass(warm, server, blow):
    blow(server)

    assert gardens_of(warm) == ["garden-1"]
    call = a_call(warm, key=a_claim())
    with call.begin(LI_NA) as tx:
        tx.rows.execute(insert(gardens).values(a_garden(id="garden-2")))
    call.commit(b"{}")

    assert gardens_of(warm) == ["garden-1", "garden-2"]


def test_every_call_after_a_cut_passes(warm, server):
    cut(server)

    for _ in range(8):
        call = a_reading(warm)
        with call.begin(LI_NA) as tx:
            assert tx.rows.one(select(gardens.c.id).where(tx.rows.of(gardens))) == {"id": "garden-1"}
        call.rollback()


def test_a_transaction_that_was_cut_is_not_begun_anew(warm, server):
    call = a_call(warm)
    with call.begin(LI_NA) as tx:
        tx.rows.execute(insert(gardens).values(a_garden(id="garden-2")))
    cut(server)

    with pytest.raises(DatabaseUnavailable), call.begin(LI_NA) as tx:
        tx.rows.execute(insert(gardens).values(a_garden(id="garden-3")))
    call.rollback()

    assert gardens_of(warm) == ["garden-1"]


def test_a_commit_that_was_cut_is_unavailable_and_the_command_can_be_repeated(warm, server):
    call = a_call(warm, key=a_claim())
    with call.begin(LI_NA) as tx:
        tx.rows.execute(insert(gardens).values(a_garden(id="garden-2")))
    cut(server)

    with pytest.raises(DatabaseUnavailable):
        call.commit(b"{}")

    as_admin(server, "DELETE FROM gardens", SERVICE)
    carry_out(warm)
    assert gardens_of(warm) == ["garden-1"]


def test_while_the_server_is_away_calls_are_refused_at_once_and_leak_no_connection(warm, server):
    with _ours():
        server.stop()
    for _ in range(20):
        with pytest.raises(DatabaseUnavailable), a_reading(warm).begin(LI_NA) as tx:
            tx.rows.one(select(gardens.c.id).where(tx.rows.of(gardens)))
    assert not warm.is_reachable()

    server.start()

    assert warm.is_reachable()
    assert gardens_of(warm) == ["garden-1"]


@pytest.mark.filterwarnings(r"ignore:Using fork\(\) is a bad idea:DeprecationWarning")
def test_a_child_process_opens_connections_of_its_own(warm):
    child = os.fork()
    if child == 0:
        status = 1
        try:
            status = 0 if gardens_of(warm) == ["garden-1"] else 2
        finally:
            os._exit(status)

    assert os.waitpid(child, 0)[1] == 0
    assert gardens_of(warm) == ["garden-1"]


HOLDING = """
import sys
from sqlalchemy import func, select
from services.chassis.storage.database import Database
from tests.chassis.storage.builders import LI_NA, a_call
from tests.chassis.storage.conftest import Addresses
from tests.chassis.storage.shop.tables import gardens

with a_call(Database(Addresses(*sys.argv[1:4]), "shop")).begin(LI_NA) as tx:
    tx.rows.write(gardens.update().where(tx.rows.of(gardens)).values(beds=9))
    print("holding", flush=True)
    tx.rows.one(select(func.pg_sleep(60)))
"""


def test_a_killed_process_gives_up_its_locks_though_its_statement_had_not_ended(warm, on_postgresql):
    addresses = [on_postgresql.app, on_postgresql.work, on_postgresql.owner]
    other = subprocess.Popen(
        [sys.executable, "-c", HOLDING, *addresses],
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[3],
        env=os.environ | {"PYTHONWARNINGS": "ignore"},
    )
    assert other.stdout is not None
    with other.stdout:
        assert other.stdout.readline() == b"holding\n"
    other.kill()
    other.wait(10)

    call = a_call(warm, deadline=time.time() + 8)
    with call.begin(LI_NA) as tx:
        assert tx.rows.write(gardens.update().where(tx.rows.of(gardens)).values(beds=5)) == 1
    call.commit(b"{}")


def test_a_note_whose_answer_was_lost_is_not_sent_again_at_once(server, warm):
    """It may have been committed: a second claim would leave the first one's events in nobody's hand."""
    with warm.jot() as rows:
        outbox.claim(rows, NOW)
    as_admin(server, CUT)

    with pytest.raises(DatabaseUnavailable), warm.jot() as rows:
        outbox.claim(rows, NOW)
    with warm.jot() as rows:
        assert outbox.claim(rows, NOW) == []


def test_a_server_that_takes_no_writes_is_left_for_another(server, warm):
    as_admin(server, "ALTER DATABASE shop SET default_transaction_read_only = on")
    as_admin(server, CUT)
    with pytest.raises(DatabaseUnavailable):
        plant(warm, a_garden(id="garden-2"))

    as_admin(server, "ALTER DATABASE shop SET default_transaction_read_only = off")
    plant(warm, a_garden(id="garden-3"))
    assert gardens_of(warm) == ["garden-1", "garden-3"]


def test_a_connection_that_was_closed_under_us_is_replaced(warm):
    for connection in warm.app.pool._idle:
        connection.connection.dbapi_connection.close()

    assert gardens_of(warm) == ["garden-1"]
    plant(warm, a_garden(id="garden-2"))


def test_a_server_that_forgot_what_it_was_told_is_told_again(warm):
    plant(warm, a_garden(id="garden-2"), caller=LI_NA)
    for connection in warm.app.pool._idle:
        connection.connection.dbapi_connection.cursor().execute("DEALLOCATE ALL")

    with pytest.raises(DBAPIError):
        plant(warm, a_garden(id="garden-3"))
    plant(warm, a_garden(id="garden-4"))
    assert gardens_of(warm) == ["garden-1", "garden-2", "garden-4"]
