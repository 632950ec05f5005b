"""No call waits longer than its deadline, for a connection, a lock or a statement (D7, D18)."""

import threading
import time
from dataclasses import replace

import pytest
from sqlalchemy import func, select, text

from services.chassis.errors import DatabaseUnavailable, DeadlinePassed
from services.chassis.storage.database import Database
from services.chassis.storage.sql import Sql
from services.chassis.storage.sqlite import SQLite
from tests.chassis.storage.builders import (
    LI_NA,
    NOTHING,
    a_call,
    a_garden,
    a_reading,
    kept,
    lay_ground,
    plant,
)
from tests.chassis.storage.shop.tables import gardens


@pytest.mark.parametrize("make", [a_call, a_reading])
def test_a_call_whose_deadline_is_past_is_not_begun(database, make):
    call = make(database, deadline=time.time() - 0.001)

    with pytest.raises(DeadlinePassed), call.begin(LI_NA):
        pass

    assert not call.is_open
    assert kept(database) == NOTHING


def test_a_writer_waits_for_the_other_until_its_deadline(database):
    lay_ground(database)
    plant(database, a_garden())
    first = a_call(database)
    with first.begin(LI_NA) as tx:
        tx.rows.write(gardens.update().where(tx.rows.of(gardens)).values(beds=5))
    began = time.monotonic()

    second = a_call(database, deadline=time.time() + 0.3)
    with pytest.raises(DatabaseUnavailable), second.begin(LI_NA) as tx:
        tx.rows.write(gardens.update().where(tx.rows.of(gardens)).values(beds=6))
    waited = time.monotonic() - began
    second.rollback()
    first.commit(b"{}")

    assert 0.2 < waited < 1.5


def test_a_writer_that_waited_goes_on_when_the_other_ends(database):
    lay_ground(database)
    plant(database, a_garden())
    first = a_call(database)
    with first.begin(LI_NA) as tx:
        tx.rows.write(gardens.update().where(tx.rows.of(gardens)).values(beds=5))
    ended = threading.Timer(0.2, first.commit, (b"{}",))
    ended.start()

    second = a_call(database, deadline=time.time() + 10)
    with second.begin(LI_NA) as tx:
        tx.rows.write(gardens.update().where(tx.rows.of(gardens)).values(beds=gardens.c.beds + 1))
    second.commit(b"{}")
    ended.join()

    reading = a_reading(database)
    with reading.begin(LI_NA) as tx:
        assert tx.rows.one(select(gardens.c.beds).where(tx.rows.of(gardens))) == {"beds": 6}
    reading.rollback()


def test_readers_do_not_wait_for_a_writer(database):
    lay_ground(database)
    plant(database, a_garden())
    writer = a_call(database)
    with writer.begin(LI_NA) as tx:
        tx.rows.write(gardens.update().where(tx.rows.of(gardens)).values(beds=5))

    reading = a_reading(database, deadline=time.time() + 1)
    with reading.begin(LI_NA) as tx:
        assert tx.rows.one(select(gardens.c.beds).where(tx.rows.of(gardens))) == {"beds": 4}
    reading.rollback()
    writer.rollback()


def test_whoever_finds_no_free_connection_in_time_is_told_so(on_postgresql):
    database = Database(replace(on_postgresql, pool=1, pool_wait=0.2), "shop")
    first = a_reading(database)
    with first.begin(LI_NA):
        began = time.monotonic()

    with pytest.raises(DatabaseUnavailable), a_reading(database).begin(LI_NA):
        pass
    waited = time.monotonic() - began
    first.rollback()

    assert 0.15 < waited < 1
    with a_reading(database).begin(LI_NA):
        pass
    database.close()


def test_a_call_does_not_wait_for_a_connection_beyond_its_deadline(on_postgresql):
    database = Database(replace(on_postgresql, pool=1, pool_wait=5), "shop")
    first = a_reading(database)
    with first.begin(LI_NA):
        began = time.monotonic()

    with pytest.raises(DatabaseUnavailable), a_reading(database, deadline=time.time() + 0.2).begin(LI_NA):
        pass
    first.rollback()

    assert 0.15 < time.monotonic() - began < 1
    database.close()


def test_a_connection_that_is_given_back_serves_the_next(on_postgresql):
    database = Database(replace(on_postgresql, pool=1, pool_wait=0.2), "shop")
    for _ in range(5):
        call = a_call(database)
        with call.begin(LI_NA):
            pass
        call.commit(None)

    with database.app.engine.connect() as connection:
        mine = "SELECT count(*) FROM pg_stat_activity WHERE usename = 'shop_app' AND pid <> pg_backend_pid()"
        assert connection.scalar(text(mine)) == 1
    database.close()


def test_a_statement_ends_with_its_call(on_postgresql):
    database = Database(on_postgresql, "shop")
    call = a_reading(database, deadline=time.time() + 0.3)
    began = time.monotonic()

    with pytest.raises(DatabaseUnavailable), call.begin(LI_NA) as tx:
        tx.rows.one(select(func.pg_sleep(5)))
    call.rollback()

    assert time.monotonic() - began < 2
    database.close()


def test_without_a_deadline_a_statement_ends_by_the_servers_limit(on_postgresql):
    database = Database(replace(on_postgresql, statement_timeout=0.2), "shop")
    call = a_reading(database)

    with pytest.raises(DatabaseUnavailable), call.begin(LI_NA) as tx:
        tx.rows.one(select(func.pg_sleep(5)))
    call.rollback()
    database.close()


def test_another_process_that_writes_the_file_is_waited_for_until_the_deadline(on_sqlite, tmp_path):
    database = Database(on_sqlite, "shop")
    other = Database(on_sqlite, "shop")
    assert isinstance(other.app, SQLite)
    other.app._lock = threading.Lock()  # as in a process of its own
    holding = other.work_engine.writing("", None)
    holding.execute(Sql("UPDATE leases SET fence = fence"), ())
    began = time.monotonic()

    with pytest.raises(DatabaseUnavailable), database.work(deadline=time.time() + 0.3):
        pass
    waited = time.monotonic() - began
    holding.rollback()

    assert 0.25 < waited < 1
    with database.work(deadline=time.time() + 1):
        pass
    database.close()
    other.close()
