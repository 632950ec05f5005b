"""One call, one transaction: the first `begin` opens, the chassis commits (D1)."""

from contextlib import suppress

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from services.chassis.storage.call import Call, InboxClaim
from services.chassis.storage.database import Database
from services.chassis.storage.session import TransactionFailed
from services.chassis.storage.transaction import Transaction
from tests.chassis.storage.builders import (
    ELSEWHERE,
    HERE,
    LI_NA,
    NOTHING,
    GardenPlanted,
    a_call,
    a_claim,
    a_garden,
    gardens_of,
    kept,
    lay_ground,
    plant,
    reading,
)
from tests.chassis.storage.shop.tables import gardens


@pytest.fixture
def ground(database: Database) -> Database:
    lay_ground(database)
    return database


def test_an_inner_begin_joins_the_outer_one(ground):
    call = a_call(ground)

    with call.begin(LI_NA) as outer, call.begin(LI_NA) as inner:
        assert inner is outer


def test_the_end_of_a_begin_commits_nothing(ground):
    call = a_call(ground)

    with call.begin(LI_NA) as tx:
        tx.rows.execute(insert(gardens).values(a_garden()))
    assert call.is_open
    call.rollback()

    assert gardens_of(ground) == []


def test_the_commit_comes_after_the_answer(ground):
    call = a_call(ground)
    with call.begin(LI_NA) as tx:
        tx.rows.execute(insert(gardens).values(a_garden()))

    call.commit(b"{}")

    assert not call.is_open
    assert gardens_of(ground) == ["garden-1"]


def test_a_second_begin_of_a_call_sees_what_the_first_wrote(ground):
    call = a_call(ground)
    with call.begin(LI_NA) as tx:
        tx.rows.execute(insert(gardens).values(a_garden()))

    with call.begin(LI_NA) as tx:
        found = tx.rows.one(select(gardens.c.beds).where(tx.rows.of(gardens)))
    call.rollback()

    assert found == {"beds": 4}


def test_effect_event_audit_and_answer_are_kept_together(ground):
    call = a_call(ground, key=a_claim())
    _plant_and_tell(call)

    call.commit(b"{}")

    assert kept(ground) == {"outbox": 1, "audit": 1, "idempotency": 1, "inbox": 0}


def test_a_rollback_keeps_nothing(ground):
    call = a_call(ground, key=a_claim(), inbox=InboxClaim("plant_again", "event-1"))
    _plant_and_tell(call)

    call.rollback()

    assert kept(ground) == NOTHING
    assert gardens_of(ground) == []


def test_a_call_whose_begin_failed_is_not_committed(ground):
    call = a_call(ground)
    with suppress(ZeroDivisionError), call.begin(LI_NA) as tx:
        tx.rows.execute(insert(gardens).values(a_garden()))
        _ = 1 / 0

    with pytest.raises(TransactionFailed):
        call.commit(b"{}")

    assert kept(ground) == NOTHING
    assert gardens_of(ground) == []


def test_a_failed_statement_that_was_passed_over_is_not_committed(ground):
    call = a_call(ground)
    with call.begin(LI_NA) as tx:
        tx.rows.execute(insert(gardens).values(a_garden()))
        with suppress(IntegrityError):
            tx.rows.execute(insert(gardens).values(a_garden()))

    with pytest.raises(TransactionFailed):
        call.commit(b"{}")

    assert gardens_of(ground) == []


def test_an_error_that_will_not_pass_comes_out_as_it_is_and_not_as_its_own_cause(ground):
    call = a_call(ground)
    with pytest.raises(IntegrityError) as found, call.begin(LI_NA) as tx:
        tx.rows.execute(insert(gardens).values(a_garden(area_id="nowhere")))
    call.rollback()
    assert found.value.__cause__ is not found.value


def test_a_failure_inside_a_savepoint_is_undone_alone(ground):
    call = a_call(ground)
    with call.begin(LI_NA) as tx:
        tx.rows.execute(insert(gardens).values(a_garden()))
        with suppress(IntegrityError), tx.rows.savepoint():
            tx.rows.execute(insert(gardens).values(a_garden(id="garden-2")))
            tx.rows.execute(insert(gardens).values(a_garden()))

    call.commit(b"{}")

    assert gardens_of(ground) == ["garden-1"]


def test_a_call_is_of_one_district(ground):
    call = a_call(ground)

    with pytest.raises(TransactionFailed), call.begin(ELSEWHERE):
        pass


def test_the_first_write_of_a_district_enters_it(ground):
    assert ground.districts() == []

    plant(ground, a_garden())

    assert ground.districts() == [HERE]


def test_a_reading_enters_no_district(ground):
    with reading(ground):
        pass

    assert ground.districts() == []


def _plant_and_tell(call: Call[Transaction]) -> None:
    with call.begin(LI_NA) as tx:
        tx.rows.execute(insert(gardens).values(a_garden()))
        tx.record(GardenPlanted("garden-1", 4, version=3))
