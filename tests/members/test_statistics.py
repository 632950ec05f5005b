"""Fresh statistics while the register grows, by a role that owns none of its tables."""

import pytest
from sqlalchemy import text

from services.chassis.storage.analysis import Growth, analyze
from services.members.bulk import GROWS
from tests.members.house import House
from tests.members.register_import.test_taken_in import LINES, taken


def test_they_are_taken_after_the_first_step_and_whenever_the_work_has_doubled():
    growth = Growth()
    assert [done for done in range(500, 5000, 500) if growth.calls_for_it(done)] == [500, 1000, 2000, 4000]


def test_postgresql_knows_how_many_there_are(house: House):
    if not house.database.is_postgresql:
        pytest.skip("SQLite plans by its indexes alone")
    taken(house, *LINES)
    analyze(house.database, GROWS)
    with house.database.work_engine.engine.connect() as connection:
        [known] = connection.execute(text("SELECT reltuples FROM pg_class WHERE relname = 'residents'")).one()
    assert known >= len(LINES)
