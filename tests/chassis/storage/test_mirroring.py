"""A mirror ends at the highest version of every row, whatever came when and how often (D5, T8)."""

from functools import partial
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from services.chassis.storage import inbox, mirroring
from tests.chassis.storage.builders import ELSEWHERE, HERE, LI_NA, NOW, THERE, a_call, reading
from tests.chassis.storage.shop.tables import plots

ENVELOPE = {"id": "event-1", "type": "linli.ground.PlotsChanged.v1", "district": HERE}


def a_plot(id="plot-1", version=1, **changes) -> dict[str, Any]:
    return {"id": id, "name": f"{id} at {version}", "version": version, "removed": False} | changes


def in_transaction(database, work, caller=LI_NA):
    call = a_call(database, caller)
    try:
        with call.begin(caller) as tx:
            done = work(tx.rows)
        call.commit(None)
    finally:
        call.rollback()
    return done


def take(database, *rows, caller=LI_NA):
    return in_transaction(database, lambda to: mirroring.upsert(to, plots, list(rows)), caller)


def park(rows, row):
    mirroring.park_row(rows, "plots", ENVELOPE, row, "name empty", NOW)


def held(database, caller=LI_NA):
    with reading(database, caller) as tx:
        found = tx.rows.all(select(plots.c.id, plots.c.version, plots.c.removed).where(tx.rows.of(plots)))
    return {row["id"]: (row["version"], row["removed"]) for row in found}


def test_a_newer_row_replaces_an_older_one(database):
    take(database, a_plot(version=1))
    take(database, a_plot(version=2))

    assert held(database) == {"plot-1": (2, False)}


@pytest.mark.parametrize("late", [1, 2])
def test_an_older_row_and_the_same_again_change_nothing(database, late):
    take(database, a_plot(version=2))

    take(database, a_plot(version=late, name="late"))

    with reading(database) as tx:
        assert tx.rows.one(select(plots.c.name).where(tx.rows.of(plots))) == {"name": "plot-1 at 2"}


def test_a_removal_stays_as_a_tombstone_against_what_comes_late(database):
    take(database, a_plot(version=3, removed=True))

    take(database, a_plot(version=2))

    assert held(database) == {"plot-1": (3, True)}


def test_a_row_that_comes_twice_in_a_batch_counts_at_its_highest_version(database):
    take(database, a_plot(version=2), a_plot(version=3), a_plot(version=1))

    assert held(database) == {"plot-1": (3, False)}


def test_a_batch_is_of_one_district(database):
    take(database, a_plot())
    take(database, a_plot(version=7), caller=ELSEWHERE)

    assert held(database) == {"plot-1": (1, False)}
    assert held(database, ELSEWHERE) == {"plot-1": (7, False)}


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"name": None}, "name empty"),
        ({"name": 7}, "name wrong type"),
        ({"version": "2"}, "version wrong type"),
    ],
)
def test_a_row_that_does_not_fit_comes_back_and_the_others_go_on(database, changes, reason):
    bad = a_plot("plot-2") | changes

    assert take(database, a_plot("plot-1"), bad, a_plot("plot-3")) == [(bad, reason)]
    assert held(database).keys() == {"plot-1", "plot-3"}


def test_a_row_without_a_column_comes_back(database):
    bad = a_plot()
    del bad["name"]

    assert take(database, bad) == [(bad, "name missing")]


def test_a_parked_row_is_an_event_of_its_own(database):
    bad = a_plot(name=None)
    in_transaction(database, partial(park, row=bad))

    with database.look() as look:
        (waiting,) = inbox.parked(look)
    assert (waiting.event_id, waiting.handler, waiting.error) == ("event-1#plot-1.1", "plots", "name empty")


def test_two_versions_of_a_row_in_one_batch_are_each_set_aside(database):
    bad = [a_plot(version=version, name=None) for version in (2, 1)]
    for each in bad:
        in_transaction(database, partial(park, row=each))

    with database.look() as look:
        waiting = inbox.parked(look)
    assert [one.event_id for one in waiting] == ["event-1#plot-1.1", "event-1#plot-1.2"]
    assert [one.failures for one in waiting] == [1, 1]


def test_a_feed_and_its_sweep_leave_what_the_source_has_and_mark_the_rest_as_removed(database):
    take(database, a_plot("gone"), a_plot("kept", version=2), a_plot("behind"))

    epoch = in_transaction(database, lambda rows: mirroring.next_epoch(rows, plots))
    page = [a_plot("kept", version=2), a_plot("behind", version=4), a_plot("new")]
    in_transaction(database, lambda rows: mirroring.feed(rows, plots, page, epoch))
    take(database, a_plot("made meanwhile"))
    in_transaction(database, lambda rows: mirroring.sweep(rows, plots, epoch))

    assert held(database) == {
        "gone": (1, True),
        "kept": (2, False),
        "behind": (4, False),
        "new": (1, False),
        "made meanwhile": (1, False),
    }


def test_a_feed_does_not_go_back_behind_an_event(database):
    epoch = in_transaction(database, lambda rows: mirroring.next_epoch(rows, plots))
    take(database, a_plot(version=5))

    in_transaction(database, lambda rows: mirroring.feed(rows, plots, [a_plot(version=4)], epoch))
    in_transaction(database, lambda rows: mirroring.sweep(rows, plots, epoch))

    assert held(database) == {"plot-1": (5, False)}


def test_an_older_event_that_comes_late_does_not_bring_back_what_was_swept(database):
    take(database, a_plot("gone", version=3))
    epoch = in_transaction(database, lambda rows: mirroring.next_epoch(rows, plots))
    in_transaction(database, lambda rows: mirroring.sweep(rows, plots, epoch))

    take(database, a_plot("gone", version=2), a_plot("gone", version=3))

    assert held(database) == {"gone": (3, True)}


def test_what_was_swept_by_mistake_comes_back_with_the_next_feed(database):
    take(database, a_plot("there", version=3))
    epoch = in_transaction(database, lambda rows: mirroring.next_epoch(rows, plots))
    in_transaction(database, lambda rows: mirroring.sweep(rows, plots, epoch))

    in_transaction(database, lambda rows: mirroring.feed(rows, plots, [a_plot("there", version=3)], epoch))

    assert held(database) == {"there": (3, False)}


def test_what_is_removed_on_both_sides_is_counted_on_neither(database):
    take(database, a_plot("gone", version=2) | {"removed": True}, a_plot("kept"))
    source = {"gone": 2, "kept": 1}

    found = in_transaction(database, lambda rows: mirroring.recount(rows, plots, source, removed={"gone"}))

    assert found == mirroring.Recount(source=1, mirrored=1, missing=0, extra=0, behind=0)


def test_a_sweep_is_of_one_district(database):
    take(database, a_plot(), caller=ELSEWHERE)
    epoch = in_transaction(database, lambda rows: mirroring.next_epoch(rows, plots))

    in_transaction(database, lambda rows: mirroring.sweep(rows, plots, epoch))

    assert held(database, ELSEWHERE) == {"plot-1": (1, False)}
    assert ELSEWHERE.district == THERE


def test_a_recount_names_what_differs(database):
    take(database, a_plot("same"), a_plot("behind"), a_plot("extra"))
    source = {"same": 1, "behind": 3, "missing": 1}

    found = in_transaction(database, lambda rows: mirroring.recount(rows, plots, source))

    assert found == mirroring.Recount(source=3, mirrored=3, missing=1, extra=1, behind=1)


a_history = st.lists(
    st.tuples(st.sampled_from(["a", "b", "c"]), st.integers(1, 6)), min_size=1, max_size=30
).flatmap(
    lambda events: st.tuples(st.just(events), st.permutations([*events, *events[:5]]), st.integers(1, 7))
)


@given(history=a_history)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_shuffled_repeated_and_batched_events_end_at_the_highest_versions(database, history):
    events, delivered, size = history
    in_transaction(database, lambda rows: rows.write(delete(plots).where(rows.of(plots))))
    removed_at = {key: max(version for other, version in events if other == key) for key, _ in events}

    for start in range(0, len(delivered), size):
        batch = delivered[start : start + size]
        take(
            database,
            *(a_plot(key, version, removed=version == removed_at[key] == 6) for key, version in batch),
        )

    assert held(database) == {key: (version, version == 6) for key, version in removed_at.items()}
