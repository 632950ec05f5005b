"""What waits is counted across districts, with the age of the oldest, and to a bound."""

from datetime import timedelta
from typing import Any

import pytest

from services.chassis.storage import holdings as counted
from services.chassis.storage import inbox, outbox
from services.chassis.storage.holdings import Lot, failed_jobs, holdings
from services.chassis.storage.leases import Lease
from services.chassis.storage.sql import Sql
from tests.chassis.storage.builders import ELSEWHERE, HERE, LI_NA, NOW, GardenPlanted, a_call

LATER = NOW + timedelta(seconds=90)
JOB = Sql(
    """
    INSERT INTO jobs (district, id, kind, state, asked_by, caller, params, created_at, ended_at, version)
    VALUES (?, ?, 'feed', ?, 'li-na', '{}', '{}', ?, ?, 1)
    """
)


def look(database: Any, at: Any = LATER) -> counted.Holdings:
    with database.look() as rows:
        return holdings(rows, at)


def tell(database: Any, *callers: Any) -> None:
    for caller in callers:
        call = a_call(database, caller)
        with call.begin(caller) as tx:
            tx.record(GardenPlanted("garden-1", 4, version=1))
        call.commit(b"{}")


def park(database: Any, event_id: str, times: int, at: Any = NOW) -> None:
    for _ in range(times):
        with database.work(HERE) as rows:
            inbox.park(rows, HERE, "water", event_id, envelope="{}", error="Dry", now=at)


def ask(database: Any, job_id: str, state: str, at: Any = NOW, ended_at: Any = None) -> None:
    with database.work(HERE) as rows:
        rows.run(JOB, HERE, job_id, state, at, ended_at)


def test_where_nothing_waits_all_is_nought(database):
    assert look(database) == counted.Holdings()


def test_events_of_all_districts_wait_until_they_are_published(database):
    tell(database, LI_NA, ELSEWHERE)
    assert look(database).outbox == Lot(2, 90.0)
    with database.work() as rows:
        outbox.mark(rows, [outbox.claim(rows, NOW)[0].seq], NOW)
    assert look(database).outbox.count == 1


def test_what_is_parked_and_what_is_dead_are_told_apart(database):
    park(database, "e-1", 1)
    park(database, "e-2", 6)
    held = look(database)
    assert (held.parked, held.dead) == (Lot(1, 90.0), Lot(1, 90.0))


def test_jobs_wait_run_and_are_over(database):
    for name, state in (("j-1", "waiting"), ("j-2", "running"), ("j-3", "done")):
        ask(database, name, state, ended_at=NOW if state == "done" else None)
    ask(database, "j-4", "waiting", at=LATER)
    held = look(database)
    assert (held.jobs_waiting, held.jobs_running) == (Lot(2, 90.0), Lot(1, 90.0))


@pytest.mark.parametrize(("age", "count"), [(timedelta(hours=23, minutes=59), 1), (timedelta(days=1), 0)])
def test_a_job_that_failed_counts_for_a_day(database, age: timedelta, count: int):
    ask(database, "j-1", "failed", ended_at=NOW)
    with database.look() as rows:
        assert failed_jobs(rows, NOW + age) == count


def test_a_lease_counts_while_it_is_held(database):
    with database.work() as rows:
        fence = Lease.acquire(rows, "timer:a", "one", 60.0)
        assert fence is not None
    assert look(database).leases == 1
    with database.work() as rows:
        Lease.give_back(rows, "timer:a", fence)
    assert look(database).leases == 0


def test_a_count_ends_at_its_bound():
    texts = [
        sql
        for name, sql in vars(counted).items()
        if isinstance(sql, Sql) and "count(*)" in sql.sqlite and name != "_LEASES"
    ]
    assert len(texts) == 4
    assert all(f"LIMIT {counted.MOST}" in sql.sqlite for sql in texts)


def test_the_clock_of_another_machine_makes_no_age_below_nought(database):
    tell(database, LI_NA)
    assert look(database, NOW - timedelta(seconds=5)).outbox == Lot(1, 0.0)
