"""The audit's rows go when their time is over, block by block; the blocks stay and can be followed (D16)."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg2
import pytest

from services.chassis.storage.audit_keeping import LEAST_DAYS, sweep_block
from services.chassis.storage.database import Database
from services.chassis.storage.verifying import Finding, Walk, verify
from tests.chassis.storage.builders import HERE, THERE
from tests.chassis.storage.conftest import Addresses
from tests.chassis.storage.trail import asked, found, seal, write

TODAY = datetime.now(UTC)  # the database's own clock is asked, too
A_LITTLE = timedelta(minutes=5)
OVER = TODAY - timedelta(days=LEAST_DAYS) - A_LITTLE
NOT_OVER = TODAY - timedelta(days=LEAST_DAYS) + A_LITTLE


def a_block(database: Database, at: datetime, *ids: str, sealed: datetime | None = None, **more: Any) -> str:
    row = write(database, *ids or ("garden-1",), at=at, **more)
    assert seal(database, more.get("district", HERE), sealed or at) == [1]
    return row


def swept(database: Database, days: int = LEAST_DAYS) -> int:
    """How many blocks."""
    count = 0
    while True:
        with database.work() as rows:
            if not sweep_block(rows, TODAY, days):
                return count
        count += 1


def left(database: Database) -> list[str]:
    return [row_id for (row_id,) in asked(database, "SELECT id FROM audit ORDER BY id")]


def test_rows_go_when_their_days_are_over_and_not_a_minute_before(database):
    a_block(database, OVER)
    young = a_block(database, NOT_OVER)

    assert swept(database) == 1
    assert left(database) == [young]
    assert swept(database) == 0


@pytest.mark.parametrize("days", [0, 1, LEAST_DAYS - 1])
def test_nobody_keeps_the_audit_for_less_than_six_months(database, days):
    young = a_block(database, NOT_OVER)

    assert swept(database, days) == 0
    assert left(database) == [young]


def test_it_is_kept_for_longer_where_somebody_says_so(database):
    old = a_block(database, OVER)

    assert swept(database, LEAST_DAYS + 1) == 0
    assert left(database) == [old]


def test_an_old_row_that_was_sealed_late_is_kept_from_then_on(database):
    old = a_block(database, OVER, sealed=NOT_OVER)

    assert swept(database) == 0
    assert left(database) == [old]


def test_a_row_that_is_not_sealed_stays_however_old(database):
    row = write(database, "garden-1", at=OVER)

    assert swept(database) == 0
    assert left(database) == [row]


def test_what_is_gone_is_found_by_nothing_and_what_stays_still_is(database):
    a_block(database, OVER, "garden-1", "garden-2")
    young = a_block(database, NOT_OVER, "garden-1")

    swept(database)

    assert asked(database, "SELECT object_id, id FROM audit_objects") == [("garden-1", young)]


def test_the_chain_is_followed_through_blocks_whose_rows_are_gone(database):
    for at in (OVER, OVER, NOT_OVER):
        a_block(database, at)
    swept(database)

    walk = Walk()
    with database.look(HERE) as look:
        assert list(verify(look, walk, {})) == []
    assert (walk.blocks, walk.swept, walk.rows) == (3, 2, 1)


def test_every_districts_rows_go_at_their_time(database):
    a_block(database, OVER)
    a_block(database, OVER, district=THERE)

    assert swept(database) == 2
    assert left(database) == []


def test_a_block_that_was_changed_after_its_rows_were_gone_is_named(database, tamper):
    a_block(database, OVER)
    swept(database)
    tamper("UPDATE audit_blocks SET rows = '[]'")

    assert found(database) == [Finding(HERE, 1, None, "was changed")]


def test_a_row_that_was_put_into_a_block_whose_rows_are_gone_is_named(database, tamper):
    a_block(database, OVER)
    young = a_block(database, NOT_OVER)
    swept(database)
    tamper(f"UPDATE audit SET block = 1 WHERE id = '{young}'")

    assert Finding(HERE, 1, young, "was added") in found(database)


def test_a_block_that_says_it_was_swept_before_its_time_is_named(database, tamper):
    a_block(database, NOT_OVER)
    tamper("DELETE FROM audit")
    tamper(f"UPDATE audit_blocks SET swept_at = '{TODAY.isoformat(timespec='microseconds')}'")

    assert found(database) == [Finding(HERE, 1, None, "lost its rows before their time")]


@pytest.fixture
def as_work(on_postgresql: Addresses) -> Iterator[Any]:
    address = on_postgresql.work.replace("+psycopg2", "")
    with closing(psycopg2.connect(address)) as connection, connection.cursor() as cursor:
        yield cursor


@pytest.mark.parametrize("addresses", ["postgresql"], indirect=True)
def test_postgresql_itself_gives_no_row_away_before_its_time(database, as_work):
    young = a_block(database, NOT_OVER + (datetime.now(UTC) - TODAY))  # by its own clock
    as_work.execute("SELECT linli_sweep_audit('d1', 1, -1000, '[]')")
    as_work.connection.commit()

    assert left(database) == [young]
    assert found(database) == []
