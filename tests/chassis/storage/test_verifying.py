"""Whatever was changed of the audit after it was sealed is found and named (D12)."""

import pytest

from services.chassis.storage.verifying import Finding, districts_of
from tests.chassis.storage.builders import HERE, THERE
from tests.chassis.storage.trail import a_chain, asked, found, seal, write

COPIED = "district, '{id}', at, kind, principal, action, permission, request_id, ids, reason, times, {block}"
COLUMNS = "district, id, at, kind, principal, action, permission, request_id, ids, reason, times, block"


def of_row(number: int, row_id: str, what: str) -> Finding:
    return Finding(HERE, number, row_id, what)


def of_block(number: int, what: str) -> Finding:
    return Finding(HERE, number, None, what)


def test_what_nobody_has_touched_is_whole(database):
    a_chain(database)

    assert found(database) == []


def test_a_district_with_a_row_or_a_block_is_looked_at(database):
    a_chain(database, blocks=1)
    write(database, "garden-1", district=THERE)

    with database.look() as look:
        assert districts_of(look) == [HERE, THERE]


@pytest.mark.parametrize(
    "change",
    [
        "at = '2026-03-02T09:00:00.000001+00:00'",
        "kind = 'read'",
        "principal = 'person:wang'",
        "action = 'dig_garden'",
        "permission = 'none'",
        "request_id = 'request-2'",
        "ids = '[]'",
        "reason = 'none'",
        "times = 2",
    ],
)
def test_a_row_that_was_changed_is_named(database, tamper, change):
    _, (_, row), _ = a_chain(database)
    tamper(f"UPDATE audit SET {change} WHERE id = '{row}'")

    assert found(database) == [of_row(2, row, "was changed")]


def test_two_rows_that_changed_places_are_named(database, tamper):
    _, (one, two), _ = a_chain(database)
    for old, new in ((one, "aside"), (two, one), ("aside", two)):
        tamper(f"UPDATE audit SET id = '{new}' WHERE id = '{old}'")

    assert found(database) == [of_row(2, row, "was changed") for row in (one, two)]


@pytest.mark.parametrize("block", [1, 2, 3])
def test_a_row_that_was_removed_is_named(database, tamper, block):
    row = a_chain(database)[block - 1][0]
    tamper(f"DELETE FROM audit WHERE id = '{row}'")

    assert found(database) == [of_row(block, row, "was removed")]


def test_a_row_that_was_added_to_a_block_is_named(database, tamper):
    (row, _), _, _ = a_chain(database)
    chosen = COPIED.format(id="forged", block=2)
    tamper(f"INSERT INTO audit ({COLUMNS}) SELECT {chosen} FROM audit WHERE id = '{row}'")

    assert found(database) == [of_row(2, "forged", "was added")]


def test_a_row_that_says_it_is_of_a_block_that_never_was_is_counted(database, tamper):
    (row, _), _, _ = a_chain(database)
    chosen = COPIED.format(id="forged", block=9)
    tamper(f"INSERT INTO audit ({COLUMNS}) SELECT {chosen} FROM audit WHERE id = '{row}'")

    assert found(database) == [of_block(9, "is missing: rows that say they are of it: 1")]


def test_a_row_that_was_moved_to_another_block_is_named_in_both(database, tamper):
    (row, _), _, _ = a_chain(database)
    tamper(f"UPDATE audit SET block = 3 WHERE id = '{row}'")

    assert found(database) == [of_row(1, row, "was moved to block 3"), of_row(3, row, "was added")]


def test_a_row_that_was_unsealed_is_sealed_anew_and_named(database, tamper):
    (row, _), _, _ = a_chain(database)
    tamper(f"UPDATE audit SET block = NULL WHERE id = '{row}'")
    assert found(database) == [of_row(1, row, "was moved to no block")]

    assert seal(database) == [1]
    assert found(database) == [of_row(1, row, "was moved to block 4")]


def test_a_row_that_was_hidden_from_searches_is_named(database, tamper):
    _, (row, _), _ = a_chain(database)
    tamper(f"DELETE FROM audit_objects WHERE id = '{row}'")

    assert found(database) == [of_row(2, row, "is not found by all that it speaks of")]


@pytest.mark.parametrize(
    "change",
    [
        "count = 3",
        "first_at = '2026-03-01T00:00:00.000000+00:00'",
        "last_at = '2026-03-01T00:00:00.000000+00:00'",
        "sealed_at = '2026-03-01T00:00:00.000000+00:00'",
        "rows_hash = 'other'",
    ],
)
def test_a_block_that_was_changed_is_named(database, tamper, change):
    a_chain(database)
    tamper(f"UPDATE audit_blocks SET {change} WHERE number = 2")

    assert found(database) == [of_block(2, "was changed")]


def test_a_block_that_was_changed_with_its_rows_is_named_with_them(database, tamper):
    _, rows, _ = a_chain(database)
    tamper("UPDATE audit_blocks SET rows = '[]' WHERE number = 2")

    assert found(database) == [of_block(2, "was changed"), *(of_row(2, row, "was added") for row in rows)]


def test_a_block_with_a_hash_that_fits_it_does_not_fit_the_next(database, tamper):
    a_chain(database)
    [(other,)] = asked(database, "SELECT hash FROM audit_blocks WHERE number = 1")
    tamper(f"UPDATE audit_blocks SET hash = '{other}' WHERE number = 2")

    said = "does not follow the block before: one of the two was changed"
    assert found(database) == [of_block(2, "was changed"), of_block(3, said)]


def test_two_blocks_that_changed_places_are_named(database, tamper):
    a_chain(database)
    for old, new in ((1, 7), (2, 1), (7, 2)):
        tamper(f"UPDATE audit_blocks SET number = {new} WHERE number = {old}")

    assert {(one.number, one.what) for one in found(database) if one.row_id is None} >= {
        (1, "was changed"),
        (2, "was changed"),
    }


@pytest.mark.parametrize(("gone", "said"), [((2,), "2 to 2"), ((1, 2), "1 to 2")])
def test_a_block_that_was_removed_is_named_with_how_many_rows_are_left_of_it(database, tamper, gone, said):
    a_chain(database)
    tamper(f"DELETE FROM audit_blocks WHERE number IN ({', '.join(map(str, gone))})")

    assert found(database) == [
        of_block(3, f"follows upon nothing: all from {said} are missing"),
        *(of_block(number, "is missing: rows that say they are of it: 2") for number in gone),
    ]


def test_the_newest_block_removed_without_its_rows_is_named(database, tamper):
    a_chain(database)
    tamper("DELETE FROM audit_blocks WHERE number = 3")

    assert found(database) == [of_block(3, "is missing: rows that say they are of it: 2")]


def test_an_end_removed_with_its_rows_is_seen_by_who_wrote_a_block_down(database, tamper):
    a_chain(database)
    [(newest,)] = asked(database, "SELECT hash FROM audit_blocks WHERE number = 3")
    assert found(database, _3=newest) == []
    tamper("DELETE FROM audit WHERE block = 3")
    tamper("DELETE FROM audit_objects WHERE id NOT IN (SELECT id FROM audit)")
    tamper("DELETE FROM audit_blocks WHERE number = 3")

    assert found(database) == []
    assert found(database, _3=newest) == [of_block(3, "was written down and is missing")]


def test_a_chain_that_was_made_anew_is_seen_by_who_wrote_a_block_down(database, tamper):
    a_chain(database, blocks=1)
    [(before,)] = asked(database, "SELECT hash FROM audit_blocks")
    tamper("DELETE FROM audit_blocks")
    tamper("UPDATE audit SET block = NULL, principal = 'person:wang'")
    seal(database)

    assert found(database) == []
    assert found(database, _1=before) == [of_block(1, "has another hash than the one that was written down")]


def test_a_block_with_a_number_that_no_block_gets_is_named(database, tamper):
    [rows] = a_chain(database, blocks=1)
    tamper(
        "INSERT INTO audit_blocks SELECT district, -1, before, count, first_at, last_at, rows_hash,"
        " sealed_at, hash, rows, NULL FROM audit_blocks"
    )

    assert found(database) == [
        of_block(-1, "has a number that no block gets"),
        of_block(-1, "was changed"),
        *(of_row(-1, row, "was moved to block 1") for row in rows),
    ]


def test_another_district_is_not_blamed(database, tamper):
    a_chain(database)
    a_chain(database, district=THERE)
    tamper(f"DELETE FROM audit WHERE district = '{HERE}'")

    assert found(database, THERE) == []
    assert len(found(database)) == 6
