"""Attempts that did not end, and what becomes of dead events: replayed or dropped (D7)."""

from datetime import timedelta

import pytest

from services.chassis.caller import Caller
from services.chassis.storage import inbox
from services.chassis.storage.call import AlreadyHandled, InboxClaim
from tests.chassis.storage.builders import HERE, NOW, THERE, a_call

SHOP = Caller(HERE, "shop", "service")
HEARD = InboxClaim("count_gardens", "event-1")
WAITS = (timedelta(seconds=1), timedelta(seconds=5))
PLACE = (HERE, "count_gardens", "event-1")


def hear(database, caller=SHOP, claim=HEARD, now=NOW):
    call = a_call(database, caller, inbox=claim, now=now)
    try:
        with call.begin(caller):
            pass
        call.commit(None)
    finally:
        call.rollback()


def park(database, now=NOW, error="ZeroDivisionError", place=PLACE):
    with database.work(place[0]) as work:
        return inbox.park(work, *place, envelope='{"id":"event-1"}', error=error, now=now, waits=WAITS)


def due(database, now):
    with database.work() as work:
        return inbox.due(work, now)


def listed(database, of=inbox.parked):
    with database.look() as look:
        return of(look)


def test_attempts_without_an_end_are_counted(database):
    with database.work(HERE) as work:
        assert [inbox.note_attempt(work, *PLACE, NOW) for _ in range(3)] == [1, 2, 3]


def test_an_attempt_of_what_is_over_counts_nothing(database):
    hear(database)

    with database.work(HERE) as work:
        assert inbox.note_attempt(work, *PLACE, NOW) == 0


def test_an_event_with_attempts_can_be_handled(database):
    with database.work(HERE) as work:
        inbox.note_attempt(work, *PLACE, NOW)

    hear(database)

    with pytest.raises(AlreadyHandled):
        hear(database)


def test_an_attempt_that_ended_in_a_failure_counts_no_more(database):
    with database.work(HERE) as work:
        inbox.note_attempt(work, *PLACE, NOW)
        inbox.note_attempt(work, *PLACE, NOW)
    park(database)

    with database.work(HERE) as work:
        assert inbox.note_attempt(work, *PLACE, NOW) == 1


def test_a_buried_event_is_dead_at_once_with_its_reason(database):
    with database.work(HERE) as work:
        inbox.note_attempt(work, *PLACE, NOW)
        inbox.bury(work, *PLACE, envelope="{}", reason="crashed", now=NOW)

    (dead,) = listed(database, inbox.dead)
    assert (dead.error, dead.failures) == ("crashed", 0)


def test_a_parked_event_that_ends_its_process_three_times_is_dead(database):
    park(database)
    at = NOW + WAITS[0]
    tries = [len(due(database, at + timedelta(minutes=minute))) for minute in range(4)]

    assert tries == [1, 1, 1, 0]
    (dead,) = listed(database, inbox.dead)
    assert (dead.error, dead.envelope) == ("crashed", '{"id":"event-1"}')


def test_a_dead_event_is_replayed_with_all_its_tries(database):
    for _ in range(3):
        park(database)

    with database.work(HERE) as work:
        assert inbox.replay(work, *PLACE, NOW)

    (waiting,) = due(database, NOW)
    assert (waiting.failures, waiting.state) == (0, "parked")
    assert park(database) == "parked"


def test_a_replayed_event_is_handled_once(database):
    for _ in range(3):
        park(database)
    with database.work(HERE) as work:
        inbox.replay(work, *PLACE, NOW)

    hear(database)

    with database.work(HERE) as work:
        assert not inbox.replay(work, *PLACE, NOW)
    with pytest.raises(AlreadyHandled):
        hear(database)


def test_a_dropped_event_is_never_handled_and_keeps_its_reason(database):
    for _ in range(3):
        park(database)

    with database.work(HERE) as work:
        assert inbox.drop(work, *PLACE, NOW)
        assert not inbox.drop(work, *PLACE, NOW)

    assert listed(database, inbox.dead) == []
    with pytest.raises(AlreadyHandled):
        hear(database)


def test_what_waits_nowhere_is_neither_replayed_nor_dropped(database):
    with database.work(HERE) as work:
        assert not inbox.replay(work, *PLACE, NOW)
        assert not inbox.drop(work, *PLACE, NOW)


def test_another_districts_event_is_not_replayed(database):
    for _ in range(3):
        park(database)

    with database.work(THERE) as work:
        assert not inbox.replay(work, THERE, *PLACE[1:], NOW)

    assert len(listed(database, inbox.dead)) == 1
