"""Events on their way out: each to one relay at a time, until it is marked (D6, D8)."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy import select

from services.chassis import wire
from services.chassis.storage import outbox
from services.chassis.storage.holdings import holdings
from services.chassis.storage.tables import outbox as table
from tests.chassis.storage.builders import ELSEWHERE, HERE, LI_NA, NOW, THERE, GardenPlanted, a_call

LEASE = timedelta(seconds=30)


def tell(database, *ids, caller=LI_NA):
    call = a_call(database, caller)
    with call.begin(caller) as tx:
        tx.record(*(GardenPlanted(id, 4, version=1) for id in ids))
    call.commit(b"{}")


def claim(database, now=NOW, limit=200):
    with database.work() as work:
        return outbox.claim(work, now, limit, LEASE)


def subjects(claimed):
    return [event.subject for event in claimed]


def test_the_envelope_is_a_cloud_event(database):
    tell(database, "garden-1")

    (event,) = claim(database)

    envelope = wire.loads(event.body)
    assert envelope.pop("id") == event.id
    assert envelope == {
        "specversion": "1.0",
        "source": "/linli/shop",
        "type": "linli.shop.GardenPlanted.v1",
        "subject": "garden-1",
        "time": "2026-03-02T09:00:00+00:00",
        "datacontenttype": "application/json",
        "district": HERE,
        "aggregateversion": 1,
        "requestid": "request-1",
        "data": {"garden_id": "garden-1", "beds": 4, "version": 1},
    }


def test_events_are_claimed_in_the_order_they_were_recorded_of_all_districts(database):
    tell(database, "a", "b")
    tell(database, "c", caller=ELSEWHERE)
    tell(database, "d")

    claimed = claim(database)

    assert subjects(claimed) == ["a", "b", "c", "d"]
    assert [event.district for event in claimed] == [HERE, HERE, THERE, HERE]


def test_a_claim_takes_at_most_its_limit_and_the_oldest(database):
    tell(database, "a", "b", "c")

    assert subjects(claim(database, limit=2)) == ["a", "b"]
    assert subjects(claim(database, limit=2)) == ["c"]


@pytest.mark.parametrize(("passed", "found"), [(LEASE - timedelta(microseconds=1), []), (LEASE, ["a"])])
def test_a_claim_lasts_as_long_as_its_lease(database, passed, found):
    tell(database, "a")
    claim(database)

    assert subjects(claim(database, NOW + passed)) == found


def test_a_marked_event_is_claimed_by_nobody(database):
    tell(database, "a", "b")
    first, second = claim(database)

    with database.work() as work:
        outbox.mark(work, [first.seq], NOW)
        assert holdings(work, NOW).outbox.count == 1

    assert claim(database, NOW + LEASE) == [second]


def test_an_unheard_event_is_never_published(database):
    tell(database, "a")
    (event,) = claim(database)

    with database.work() as work:
        outbox.mark_unheard(work, [event.seq])
        assert holdings(work, NOW).outbox.count == 0

    assert claim(database, NOW + LEASE) == []


def test_a_released_event_is_free_at_once(database):
    tell(database, "a")
    (event,) = claim(database)

    with database.work() as work:
        outbox.release(work, [event.seq])

    assert claim(database) == [event]


def test_a_late_release_does_not_bring_back_what_was_published(database):
    tell(database, "a")
    (event,) = claim(database)
    with database.work() as work:
        outbox.mark(work, [event.seq], NOW)
        outbox.release(work, [event.seq])

    assert claim(database, NOW + LEASE) == []


def test_claims_of_a_process_that_is_no_more_are_forgotten_and_named(database):
    tell(database, "a", "b")
    claimed = claim(database, limit=1)

    with database.work() as work:
        assert outbox.forget_claims(work) == {claimed[0].id}
        assert outbox.forget_claims(work) == frozenset()

    assert subjects(claim(database)) == ["a", "b"]


@pytest.mark.parametrize(("age", "left"), [(timedelta(days=7), 2), (timedelta(days=7, seconds=1), 1)])
def test_a_published_event_is_kept_for_a_week_and_a_waiting_one_until_it_is(database, age, left):
    tell(database, "a", "b")
    claimed = claim(database)
    with database.work() as work:
        outbox.mark(work, [claimed[0].seq], NOW)

    with database.work() as work:
        outbox.sweep(work, NOW + age)
        assert len(work.all(select(table))) == left
        assert holdings(work, NOW).outbox.count == 1


def test_a_number_is_not_given_twice_after_a_sweep(database):
    tell(database, "a")
    (event,) = claim(database)
    with database.work() as work:
        outbox.mark(work, [event.seq], NOW)
        outbox.sweep(work, NOW + timedelta(days=8))

    tell(database, "b")

    assert claim(database)[0].seq > event.seq


def test_relays_side_by_side_never_get_the_same_event(database):
    for start in range(0, 120, 20):
        tell(database, *(f"garden-{start + place}" for place in range(20)))
    claimed: list[list[int]] = [[] for _ in range(4)]

    def relay(mine):
        while found := claim(database, limit=7):
            mine.extend(event.seq for event in found)

    relays = [threading.Thread(target=relay, args=(mine,)) for mine in claimed]
    for one in relays:
        one.start()
    for one in relays:
        one.join(30)

    everything = [seq for mine in claimed for seq in mine]
    assert len(everything) == 120
    assert len(set(everything)) == 120
