"""Every committed audit row is sealed once, whenever it was committed and whoever was killed (D12)."""

from datetime import timedelta

import pytest

from services.chassis.storage import sealing
from services.chassis.storage.sealing import (
    LONGEST_ID,
    newest_block,
    oldest_unsealed,
    seal_block,
    unsealed_districts,
)
from services.chassis.storage.sql import Sql
from services.chassis.storage.verifying import Walk, verify
from tests.chassis.storage.builders import HERE, LATER, LI_NA, NOW, THERE, a_call
from tests.chassis.storage.trail import a_chain, asked, found, seal, write

PLACES = "SELECT id, block FROM audit ORDER BY id"
BLOCKS = "SELECT district, number, count FROM audit_blocks ORDER BY district, number"
LOOK_UPS = "SELECT object_id, id FROM audit_objects ORDER BY object_id, id"


def test_what_was_written_is_in_the_first_block_and_found_by_what_it_speaks_of(database):
    one, two = write(database, "garden-1"), write(database, "garden-1", "garden-2")

    assert seal(database) == [2]

    assert asked(database, PLACES) == [(one, 1), (two, 1)]
    assert asked(database, BLOCKS) == [(HERE, 1, 2)]
    assert asked(database, LOOK_UPS) == [("garden-1", one), ("garden-1", two), ("garden-2", two)]
    assert found(database) == []


def test_where_nothing_waits_no_block_is_made(database):
    assert seal(database) == []
    assert asked(database, BLOCKS) == []


def test_what_is_sealed_is_not_sealed_again(database):
    write(database, "garden-1")

    assert [seal(database), seal(database)] == [[1], []]


def test_a_row_that_is_committed_late_is_in_the_next_block_however_old_it_is(database):
    """Its transaction was open, and its id and moment given, while younger rows were sealed."""
    if not database.is_postgresql:
        return  # SQLite has one writer: no transaction is open beside another
    call = a_call(database)
    with call.begin(LI_NA):
        younger = write(database, "garden-2", at=LATER)
        seal(database)
    call.commit(b"{}")

    assert seal(database) == [1]
    [late] = [id for id, block in asked(database, PLACES) if block == 2]
    assert late != younger
    assert found(database) == []


def test_a_row_with_an_older_id_than_what_is_sealed_is_in_the_next_block(database, monkeypatch):
    monkeypatch.setattr("services.chassis.storage.audit.new_id", iter(["id-9", "id-1"]).__next__)
    write(database, "garden-1")
    seal(database)
    write(database, "garden-1", at=NOW - timedelta(days=1))

    assert seal(database) == [1]
    assert asked(database, PLACES) == [("id-1", 2), ("id-9", 1)]
    assert found(database) == []


def test_the_chains_of_districts_run_on_separately(database):
    a_chain(database, blocks=2)
    a_chain(database, blocks=3, district=THERE)

    assert asked(database, BLOCKS) == [*((HERE, n, 2) for n in (1, 2)), *((THERE, n, 2) for n in (1, 2, 3))]
    assert (found(database), found(database, THERE)) == ([], [])


def test_the_districts_where_something_waits_are_named_once(database):
    for district in (THERE, HERE, HERE):
        write(database, "garden-1", district=district)

    with database.look() as look:
        assert list(unsealed_districts(look)) == [HERE, THERE]
    seal(database, HERE)
    with database.look() as look:
        assert list(unsealed_districts(look)) == [THERE]


def test_the_oldest_row_that_waits_is_known_wherever_it_is(database):
    with database.look() as look:
        assert oldest_unsealed(look) is None
    write(database, "garden-1", at=LATER)
    write(database, "garden-1", at=NOW, district=THERE)
    write(database, "garden-1", at=LATER, district=THERE)

    with database.look() as look:
        assert oldest_unsealed(look) == NOW
    seal(database, THERE)
    with database.look() as look:
        assert oldest_unsealed(look) == LATER


@pytest.mark.parametrize(("rows", "blocks"), [(3, [3]), (4, [3, 1])])
def test_a_block_has_no_more_rows_than_its_bound(database, monkeypatch, rows, blocks):
    monkeypatch.setattr(sealing, "_UNSEALED", _at_most(3))
    for number in range(rows):
        write(database, f"garden-{number}")

    assert seal(database) == blocks


def _at_most(rows: int) -> Sql:
    return Sql(sealing._UNSEALED.sqlite.replace(f"LIMIT {sealing.AT_ONCE}", f"LIMIT {rows}"))


@pytest.mark.parametrize(("objects", "blocks"), [((2, 3, 1), [2, 1]), ((2, 4), [1, 1]), ((7, 1), [1, 1])])
def test_a_block_has_no_more_look_ups_than_its_bound_but_for_one_row(database, monkeypatch, objects, blocks):
    monkeypatch.setattr(sealing, "OBJECTS_AT_ONCE", 5)
    for row, count in enumerate(objects):
        write(database, *(f"garden-{row}-{number}" for number in range(count)))

    assert seal(database) == blocks
    assert len(asked(database, LOOK_UPS)) == sum(objects)


@pytest.mark.parametrize(
    ("rows", "more"),
    [((), False), ((1, 1), False), ((1, 1, 1), True), ((2, 3), False), ((2, 4), True)],
    ids=["nothing", "fewer_than_go_in", "as_many_as_go_in", "objects_that_go_in", "objects_that_do_not"],
)
def test_a_block_says_whether_more_may_wait(database, monkeypatch, rows, more):
    monkeypatch.setattr(sealing, "_UNSEALED", _at_most(3))
    monkeypatch.setattr(sealing, "AT_ONCE", 3)
    monkeypatch.setattr(sealing, "OBJECTS_AT_ONCE", 5)
    for row, count in enumerate(rows):
        write(database, *(f"garden-{row}-{number}" for number in range(count)))

    with database.work(HERE) as work:
        assert seal_block(work, LATER).more is more


def test_what_a_row_names_twice_is_looked_up_once(database):
    write(database, "garden-1", "garden-1")
    seal(database)

    assert len(asked(database, LOOK_UPS)) == 1


@pytest.mark.parametrize(("length", "found_by"), [(LONGEST_ID, 1), (LONGEST_ID + 1, 0)])
def test_what_is_too_long_for_an_index_holds_up_nobody(database, length, found_by):
    write(database, "g" * length)

    assert seal(database) == [1]
    assert len(asked(database, LOOK_UPS)) == found_by


@pytest.mark.parametrize("ids", ["garden-1", "7", '{"a":1}', ""])
def test_a_row_whose_ids_are_no_list_is_sealed_without_look_ups(database, tamper, ids):
    id = write(database, "garden-1")
    tamper(f"UPDATE audit SET ids = '{ids}'")

    assert seal(database) == [1]
    assert asked(database, LOOK_UPS) == []
    assert asked(database, PLACES) == [(id, 1)]


def test_the_newest_block_is_what_the_walk_ends_with(database):
    a_chain(database, blocks=3)
    walk = Walk()
    with database.look(HERE) as look:
        assert list(verify(look, walk, {})) == []
        assert walk.newest == newest_block(look)

    assert (walk.blocks, walk.rows, walk.waiting) == (3, 6, 0)


def test_rows_that_wait_are_counted_and_no_fault(database):
    a_chain(database, blocks=1)
    write(database, "garden-1")
    walk = Walk()
    with database.look(HERE) as look:
        assert list(verify(look, walk, {})) == []

    assert walk.waiting == 1


def test_the_reason_that_a_call_gives_is_in_its_row(database):
    call = a_call(database)
    with call.begin(LI_NA) as tx:
        tx.explain("家属要求核对")
    call.commit(b"{}")

    assert asked(database, "SELECT reason FROM audit") == [("家属要求核对",)]
