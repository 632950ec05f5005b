"""An update counts only if nobody came first: versions (D15)."""

import pytest

from services.chassis.errors import StaleVersion
from services.chassis.storage.versions import update_versioned
from tests.chassis.storage.builders import (
    ELSEWHERE,
    HERE,
    LI_NA,
    THERE,
    a_call,
    a_garden,
    gardens_of,
    lay_ground,
    plant,
)
from tests.chassis.storage.shop.tables import gardens


@pytest.fixture
def planted(database):
    for caller in (LI_NA, ELSEWHERE):
        lay_ground(database, caller.district)
        plant(database, a_garden(caller.district, version=4), caller=caller)
    return database


def change(database, seen, **changes):
    call = a_call(database)
    with call.begin(LI_NA) as tx:
        try:
            return update_versioned(tx.rows, gardens, "garden-1", seen, {"beds": 9} | changes), call
        finally:
            call.rollback()


def test_an_update_of_the_version_seen_makes_the_next(planted):
    call = a_call(planted)
    with call.begin(LI_NA) as tx:
        assert update_versioned(tx.rows, gardens, "garden-1", 4, {"beds": 9}) == 5
    call.commit(b"{}")

    with planted.look() if not planted.is_postgresql else planted.look(HERE) as look:
        row = look.one(gardens.select().where(gardens.c.district == HERE))
    assert row is not None
    assert (row["beds"], row["version"]) == (9, 5)


@pytest.mark.parametrize("seen", [3, 5])
def test_an_update_of_another_version_is_stale(planted, seen):
    call = a_call(planted)

    with pytest.raises(StaleVersion) as stale, call.begin(LI_NA) as tx:
        update_versioned(tx.rows, gardens, "garden-1", seen, {"beds": 9}, lambda row: {"beds": row["beds"]})
    call.rollback()

    assert stale.value.values == {"sent_version": seen, "current_version": 4, "current": {"beds": 4}}


def test_a_row_that_is_gone_is_stale(planted):
    call = a_call(planted)

    with pytest.raises(StaleVersion) as stale, call.begin(LI_NA) as tx:
        update_versioned(tx.rows, gardens, "garden-9", 1, {"beds": 9})
    call.rollback()

    assert stale.value.values == {"sent_version": 1, "current_version": 0, "current": {}}


def test_another_districts_row_of_that_id_stays_as_it_was(planted):
    call = a_call(planted)
    with call.begin(LI_NA) as tx:
        update_versioned(tx.rows, gardens, "garden-1", 4, {"name": "by the gate"})
    call.commit(b"{}")

    with planted.look(THERE) as look:
        row = look.one(gardens.select().where(gardens.c.district == THERE))
    assert gardens_of(planted, THERE) == ["garden-1"]
    assert row is not None
    assert (row["name"], row["version"]) == ("by the well", 4)
