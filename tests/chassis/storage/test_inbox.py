"""What a handler has heard: once, parked with its error, or dead (D5, D7)."""

from datetime import timedelta

import pytest

from services.chassis.caller import Caller
from services.chassis.storage import inbox
from services.chassis.storage.call import AlreadyHandled, InboxClaim
from services.chassis.storage.holdings import holdings
from tests.chassis.storage.builders import ELSEWHERE, HERE, NOTHING, NOW, THERE, a_call, kept

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


def test_an_event_is_handled_once(database):
    hear(database)

    with pytest.raises(AlreadyHandled):
        hear(database)

    assert kept(database) == NOTHING | {"inbox": 1, "audit": 1}


def test_an_event_counts_for_one_handler(database):
    hear(database)

    hear(database, claim=InboxClaim("draw_map", "event-1"))

    assert kept(database)["inbox"] == 2


def test_an_event_counts_in_one_district(database):
    hear(database)

    hear(database, Caller(THERE, "shop", "service"))

    assert kept(database)["inbox"] == 2


def test_a_handler_that_fails_leaves_no_inbox_row(database):
    call = a_call(database, SHOP, inbox=HEARD)
    with call.begin(SHOP):
        pass
    call.rollback()

    assert kept(database) == NOTHING


def test_a_failed_event_waits_for_its_due_time_with_its_error(database):
    assert park(database) == "parked"

    (waiting,) = listed(database)
    assert (waiting.error, waiting.failures, waiting.due_at) == ("ZeroDivisionError", 1, NOW + WAITS[0])
    assert waiting.envelope == '{"id":"event-1"}'


@pytest.mark.parametrize(("passed", "count"), [(timedelta(seconds=1, microseconds=-1), 0), (WAITS[0], 1)])
def test_a_parked_event_is_tried_again_at_its_due_time(database, passed, count):
    park(database)

    assert len(due(database, NOW + passed)) == count


def test_a_due_event_is_given_to_one_for_a_minute(database):
    park(database)
    at = NOW + WAITS[0]

    assert len(due(database, at)) == 1
    assert due(database, at) == []
    assert due(database, at + timedelta(seconds=59)) == []
    assert len(due(database, at + timedelta(seconds=60))) == 1


def test_a_parked_event_that_is_handled_waits_no_more(database):
    park(database)
    due(database, NOW + WAITS[0])

    hear(database, now=NOW + WAITS[0])

    assert listed(database) == []
    assert due(database, NOW + timedelta(days=1)) == []
    with pytest.raises(AlreadyHandled):
        hear(database)


def test_waits_grow_and_after_the_last_the_event_is_dead(database):
    states = [park(database, NOW), park(database, NOW), park(database, NOW, error="KeyError")]

    assert states == ["parked", "parked", "dead"]
    (dead,) = listed(database, inbox.dead)
    assert (dead.error, dead.failures, dead.due_at) == ("KeyError", 3, None)
    assert dead.envelope is not None


def test_a_dead_event_is_not_handled_and_not_due(database):
    for _ in range(3):
        park(database)

    with pytest.raises(AlreadyHandled):
        hear(database)
    assert due(database, NOW + timedelta(days=400)) == []


def test_a_late_failure_does_not_undo_a_handling(database):
    hear(database)

    park(database)

    assert listed(database) == []


def test_due_events_come_oldest_first_from_all_districts(database):
    park(database, NOW + timedelta(seconds=2))
    park(database, NOW, place=(ELSEWHERE.district, "count_gardens", "event-2"))

    assert {waiting.district for waiting in due(database, NOW + timedelta(minutes=1))} == {HERE, THERE}


@pytest.mark.parametrize(("age", "left"), [(timedelta(days=30), 1), (timedelta(days=30, seconds=1), 0)])
def test_what_was_handled_is_remembered_for_thirty_days(database, age, left):
    hear(database)

    with database.work() as work:
        inbox.sweep(work, NOW + age)

    assert kept(database)["inbox"] == left


def test_what_waits_is_never_swept(database):
    park(database)

    with database.work() as work:
        assert inbox.sweep(work, NOW + timedelta(days=400)) == 0
        held = holdings(work, NOW)
        assert (held.parked.count, held.dead.count) == (1, 0)
