"""One holder at a time by the database's clock, and a fence for the one that comes too late (D7)."""

import threading
import time

import pytest

from services.chassis.storage.leases import Lease, LeaseLost
from tests.chassis.storage.builders import LI_NA, a_call, kept

NAME = "timer:send_messages:d1"


def acquire(database, holder, seconds=60.0):
    with database.work() as work:
        return Lease.acquire(work, NAME, holder, seconds)


def test_a_lease_has_one_holder(database):
    assert acquire(database, "first") == 1
    assert acquire(database, "second") is None


def test_the_holder_itself_does_not_get_it_twice(database):
    acquire(database, "first")

    assert acquire(database, "first") is None


def test_a_lease_that_has_run_out_goes_to_the_next_with_a_higher_fence(database):
    acquire(database, "first", 0.0)

    assert acquire(database, "second") == 2
    assert acquire(database, "first") is None


def test_a_renewed_lease_lasts_on(database):
    fence = acquire(database, "first", 0.4)
    with database.work() as work:
        assert Lease.renew(work, NAME, fence, 60)

    time.sleep(0.5)

    assert acquire(database, "second") is None


def test_a_lease_that_has_run_out_is_not_renewed(database):
    fence = acquire(database, "first", 0.0)

    with database.work() as work:
        assert not Lease.renew(work, NAME, fence, 60)


def test_anothers_lease_is_not_renewed(database):
    old = acquire(database, "first", 0.0)
    acquire(database, "second")

    with database.work() as work:
        assert not Lease.renew(work, NAME, old, 60)


def test_a_lease_given_back_is_free_at_once(database):
    fence = acquire(database, "first")

    with database.work() as work:
        Lease.give_back(work, NAME, fence)

    assert acquire(database, "second") == 2


def test_anothers_lease_is_not_given_back(database):
    old = acquire(database, "first", 0.0)
    acquire(database, "second")

    with database.work() as work:
        Lease.give_back(work, NAME, old)

    assert acquire(database, "third") is None


def test_leases_of_two_names_do_not_meet(database):
    acquire(database, "first")

    with database.work() as work:
        assert Lease.acquire(work, "timer:send_messages:d2", "second", 60) == 1


def test_the_holders_transaction_passes_the_fence(database):
    fence = acquire(database, "first")
    call = a_call(database)

    with call.begin(LI_NA) as tx:
        Lease.check_fence(tx.rows, NAME, fence)
    call.commit(b"{}")

    assert kept(database)["audit"] == 1


@pytest.mark.parametrize("fence", [0, 2])
def test_any_other_fence_is_lost(database, fence):
    acquire(database, "first")
    call = a_call(database)

    with pytest.raises(LeaseLost), call.begin(LI_NA) as tx:
        Lease.check_fence(tx.rows, NAME, fence)
    call.rollback()


def test_a_lease_that_was_never_taken_is_lost(database):
    call = a_call(database)

    with pytest.raises(LeaseLost), call.begin(LI_NA) as tx:
        Lease.check_fence(tx.rows, NAME, 1)
    call.rollback()


def test_a_new_holder_waits_for_a_transaction_that_checked_the_old_fence(database):
    old = acquire(database, "first", 0.2)
    call = a_call(database)
    taken: list[int | None] = []
    with call.begin(LI_NA) as tx:
        Lease.check_fence(tx.rows, NAME, old)
        time.sleep(0.3)
        second = threading.Thread(target=lambda: taken.append(acquire(database, "second")))
        second.start()
        second.join(0.3)
        assert taken == []

    call.commit(None)
    second.join(10)

    assert taken == [2]


def test_of_many_that_ask_at_once_one_gets_it(database):
    fences: list[int | None] = []
    asking = [
        threading.Thread(target=lambda: fences.append(acquire(database, "one of them"))) for _ in range(8)
    ]
    for one in asking:
        one.start()
    for one in asking:
        one.join(10)

    assert sorted(fences, key=str) == [1, *[None] * 7]


def test_on_postgresql_the_holder_renews_while_its_own_transaction_is_open(on_postgresql, database):
    if not database.is_postgresql:
        return  # SQLite has one writer: the renewal waits for the chunk in hand
    fence = acquire(database, "first")
    call = a_call(database)
    with call.begin(LI_NA) as tx:
        Lease.check_fence(tx.rows, NAME, fence)
        with database.work() as work:
            assert Lease.renew(work, NAME, fence, 60)
    call.rollback()
