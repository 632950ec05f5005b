"""A mirror of a tree holds its paths at one version, whichever side of it what comes is on (D5)."""

import threading
import time
from functools import partial
from typing import Any

import pytest
from sqlalchemy import select, update

from services.chassis.storage import mirroring, trees
from services.chassis.storage.tables import mirror_states
from services.chassis.storage.trees import Moved, TreeLog
from tests.chassis.storage.builders import ELSEWHERE, LI_NA, a_call, reading
from tests.chassis.storage.shop.tables import lanes

FIRST, SECOND = Moved(1, "1/2/", "1/3/2/"), Moved(2, "1/3/", "1/4/3/")
BOTH = TreeLog(0, 2, (FIRST, SECOND))
NOTHING = TreeLog()


def a_lane(id="lane-1", path="1/2/", version=1) -> dict[str, Any]:
    return {"id": id, "path": path, "version": version, "removed": False}


def in_transaction(database, work, caller=LI_NA):
    call = a_call(database, caller)
    try:
        with call.begin(caller) as tx:
            done = work(tx.rows)
        call.commit(None)
    finally:
        call.rollback()
    return done


def join_and_take(rows, lanes_told, version, log):
    moves = trees.join(rows, lanes, version, log)
    if moves is not None:
        mirroring.upsert(rows, lanes, lanes_told, moves)
    return moves


def take(database, *told, version=0, log=NOTHING, caller=LI_NA):
    return in_transaction(database, lambda rows: join_and_take(rows, list(told), version, log), caller)


def held(database, caller=LI_NA):
    with reading(database, caller) as tx:
        found = tx.rows.all(select(lanes.c.id, lanes.c.path).where(tx.rows.of(lanes)))
        return {row["id"]: row["path"] for row in found}, trees.version_of(tx.rows, lanes)


def test_a_mirror_that_is_behind_makes_the_moves_between(database):
    take(database, a_lane(), a_lane("below", "1/2/9/"))

    assert take(database, version=2, log=BOTH) == ()
    assert held(database) == ({"lane-1": "1/4/3/2/", "below": "1/4/3/2/9/"}, 2)


def test_a_row_that_is_behind_is_led_to_where_the_mirror_is(database):
    take(database, version=2, log=BOTH)

    assert take(database, a_lane("late", "1/2/9/"), version=0, log=BOTH) == (FIRST, SECOND)
    assert held(database) == ({"late": "1/4/3/2/9/"}, 2)


def test_a_row_of_the_mirrors_own_version_needs_no_log(database):
    take(database, version=2, log=BOTH)

    assert take(database, a_lane(path="1/2/"), version=2) == ()
    assert held(database) == ({"lane-1": "1/2/"}, 2)


@pytest.mark.parametrize(
    ("at", "version", "log"),
    [
        (0, 2, NOTHING),
        (0, 2, TreeLog.of_one(SECOND)),
        (0, 2, TreeLog.of_one(FIRST)),
        (2, 0, NOTHING),
        (2, 0, TreeLog.of_one(SECOND)),
    ],
)
def test_where_the_log_does_not_reach_nothing_is_taken(database, at, version, log):
    take(database, a_lane(), version=at, log=BOTH)
    before = held(database)

    assert take(database, a_lane("new"), version=version, log=log) is None
    assert held(database) == before


def test_the_same_move_again_moves_nothing(database):
    take(database, a_lane(path="1/2/"))
    again = Moved(1, "1/2/", "1/2/2/")

    for _ in range(3):
        take(database, version=1, log=TreeLog.of_one(again))

    assert held(database) == ({"lane-1": "1/2/2/"}, 1)


def test_what_only_begins_alike_stays(database):
    take(database, a_lane("beside", "1/22/"), a_lane("above", "1/"), a_lane("after", "1/3/"))

    take(database, version=1, log=TreeLog.of_one(FIRST))

    assert held(database)[0] == {"beside": "1/22/", "above": "1/", "after": "1/3/"}
    assert [FIRST.leads(path) for path in ("1/22/", "1/", "1/2/", "1/2/2/")] == [
        "1/22/", "1/", "1/3/2/", "1/3/2/2/",
    ]  # fmt: skip


def test_what_was_removed_moves_along(database):
    take(database, a_lane() | {"removed": True})

    take(database, version=1, log=TreeLog.of_one(FIRST))

    assert held(database)[0] == {"lane-1": "1/3/2/"}


def test_a_tree_is_of_one_district(database):
    take(database, a_lane(), caller=ELSEWHERE)

    take(database, version=1, log=TreeLog.of_one(FIRST))

    assert held(database, ELSEWHERE) == ({"lane-1": "1/2/"}, 0)


def test_a_mirror_from_before_there_was_a_log_begins_at_nothing(database):
    in_transaction(database, lambda rows: mirroring.next_epoch(rows, lanes))
    in_transaction(
        database,
        lambda rows: rows.write(
            update(mirror_states).where(mirror_states.c.district == rows.district).values(tree_version=None)
        ),
    )
    take(database, a_lane())

    # Its versions were counted on: nothing was logged up to 7.
    take(database, version=8, log=TreeLog(0, 8, (Moved(8, "1/2/", "1/3/2/"),)))

    assert held(database) == ({"lane-1": "1/3/2/"}, 8)


def test_an_epoch_leaves_the_trees_version_and_a_move_leaves_the_epoch(database):
    take(database, version=2, log=BOTH)
    epoch = in_transaction(database, lambda rows: mirroring.next_epoch(rows, lanes))
    take(database, version=3, log=TreeLog.of_one(Moved(3, "1/2/", "1/5/")))

    assert held(database)[1] == 3
    assert in_transaction(database, lambda rows: mirroring.current_epoch(rows, lanes)) == epoch == 1


def test_a_page_of_a_feed_is_led_too(database):
    take(database, a_lane(), version=0)
    take(database, version=2, log=BOTH)

    def feed(rows):
        epoch = mirroring.next_epoch(rows, lanes)
        moves = trees.join(rows, lanes, 1, BOTH)
        assert moves == (SECOND,)
        mirroring.feed(rows, lanes, [a_lane(path="1/3/2/"), a_lane("new", "1/3/8/")], epoch, moves)

    in_transaction(database, feed)

    assert held(database)[0] == {"lane-1": "1/4/3/2/", "new": "1/4/3/8/"}


def test_a_recount_finds_what_is_elsewhere(database):
    take(database, a_lane("there", "1/2/"), a_lane("elsewhere", "1/9/"), a_lane("old", "1/9/1/"))
    source = {"there": 1, "elsewhere": 1, "old": 2}
    paths = {"there": "1/2/", "elsewhere": "1/2/9/", "old": "1/2/1/"}

    found = in_transaction(database, lambda rows: mirroring.recount(rows, lanes, source, paths=paths))

    assert found == mirroring.Recount(source=3, mirrored=3, missing=0, extra=0, behind=2)


def test_a_move_waits_for_a_row_that_is_not_committed_yet_and_takes_it_along(database):
    take(database, a_lane())
    first = a_call(database)
    with first.begin(LI_NA) as tx:
        assert join_and_take(tx.rows, [a_lane("new", "1/2/7/")], 0, NOTHING) == ()
    moving = threading.Thread(target=partial(take, database, version=1, log=TreeLog.of_one(FIRST)))

    moving.start()
    time.sleep(0.2)
    assert moving.is_alive()
    first.commit(None)
    moving.join(10)

    assert held(database) == ({"lane-1": "1/3/2/", "new": "1/3/2/7/"}, 1)


def test_a_row_waits_for_a_move_and_finds_that_it_was_overtaken(database):
    first = a_call(database)
    with first.begin(LI_NA) as tx:
        assert trees.join(tx.rows, lanes, 1, TreeLog.of_one(FIRST)) == ()
    found: list[Any] = []
    taking = threading.Thread(target=lambda: found.append(take(database, a_lane("new", "1/2/7/"))))

    taking.start()
    time.sleep(0.2)
    assert (taking.is_alive(), found) == (True, [])
    first.commit(None)
    taking.join(10)

    assert found == [None]
    assert take(database, a_lane("new", "1/2/7/"), log=TreeLog.of_one(FIRST)) == (FIRST,)
    assert held(database) == ({"new": "1/3/2/7/"}, 1)
