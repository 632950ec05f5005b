"""What a row's hash and a block's hash cover, and the bytes that they are taken over (D12)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from services.chassis.storage.audit import COLUMNS, row_of
from services.chassis.storage.chain import Block, row_bytes, row_hash
from tests.chassis.storage.builders import HERE, LATER, LI_NA, NOW

ROW: dict[str, Any] = {
    "district": HERE,
    "id": "row-1",
    "at": NOW,
    "kind": "write",
    "principal": "person:li-na",
    "action": "plant_garden",
    "permission": "gardens.plant",
    "request_id": "request-1",
    "ids": '["garden-1"]',
    "reason": "东院要种菜",
    "times": 1,
}


def a_block(*rows: dict[str, Any], after: Block | None = None) -> Block:
    return Block.of(HERE, rows or (ROW,), after, LATER)


def test_the_bytes_of_a_row_are_a_json_list_of_its_columns_in_this_order():
    assert row_bytes(ROW).decode() == (
        '["linli.audit.row.1","d1","row-1","2026-03-02T09:00:00.000000+00:00","write","person:li-na",'
        '"plant_garden","gardens.plant","request-1","[\\"garden-1\\"]","东院要种菜","1"]'
    )


def test_a_missing_reason_is_null_and_no_empty_text():
    assert row_bytes({**ROW, "reason": None}).endswith(b',null,"1"]')
    assert row_hash({**ROW, "reason": None}) != row_hash({**ROW, "reason": ""})


@pytest.mark.parametrize(
    "at", ["2026-03-02T09:00:00.000000+00:00", NOW.astimezone(timezone(timedelta(hours=8)))]
)
def test_a_moment_has_one_spelling_whichever_database_gave_it(at: object):
    assert row_hash({**ROW, "at": at}) == row_hash(ROW)


@pytest.mark.parametrize("column", COLUMNS)
def test_every_column_of_a_row_is_in_its_hash(column: str):
    changed = datetime(2026, 3, 2, 9, 0, 0, 1, tzinfo=UTC) if column == "at" else f"{ROW[column]}."
    assert row_hash({**ROW, column: changed}) != row_hash(ROW)


def test_every_column_that_a_row_is_written_with_is_in_its_hash():
    written = row_of(LI_NA, kind="read", action="a", permission="p", ids=[], now=NOW)
    assert tuple(written) == COLUMNS


def test_what_a_hand_has_put_in_a_column_is_hashed_too():
    assert row_hash({**ROW, "ids": b"\xff"}) != row_hash(ROW)


def test_the_first_block_follows_nothing_and_the_next_follows_it():
    first = a_block()
    second = a_block(after=first)
    assert (first.number, first.before) == (1, "")
    assert (second.number, second.before) == (2, first.hash)


def test_a_block_says_how_many_rows_it_has_and_from_when():
    block = a_block({**ROW, "id": "row-2", "at": LATER}, ROW)
    assert (block.count, block.first_at, block.last_at) == (2, NOW, LATER)


def test_a_blocks_hash_does_not_hang_on_the_order_in_which_its_rows_were_found():
    other = {**ROW, "id": "row-2"}
    assert a_block(ROW, other) == a_block(other, ROW)


def test_a_block_is_whole():
    assert a_block().is_whole()


@pytest.mark.parametrize(
    "change",
    [
        {"district": "d2"},
        {"number": 2},
        {"before": "0" * 64},
        {"count": 2},
        {"first_at": LATER},
        {"last_at": LATER},
        {"sealed_at": NOW},
        {"rows_hash": "0" * 64},
        {"rows": "[]"},
        {"hash": "0" * 64},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_block_of_which_anything_was_changed_is_not_whole(change: dict[str, Any]):
    assert not replace(a_block(), **change).is_whole()


@pytest.mark.parametrize("rows", ["", "7", '["row-1"]', '[["row-1"]]', "{}"])
def test_what_is_no_list_of_rows_names_none(rows: str):
    assert replace(a_block(), rows=rows).leaves() == {}
