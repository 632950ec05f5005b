"""Auditors find sealed rows by what they speak of, by whom, by what was done and when, newest first (D12)."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from services.chassis.errors import FieldsInvalid
from services.chassis.storage.audit_search import Sought, search
from services.chassis.storage.database import Database
from tests.chassis.storage.builders import HERE, NOW, THERE
from tests.chassis.storage.trail import seal, write

MINUTE = timedelta(minutes=1)


@pytest.fixture
def trail(database) -> list[str]:
    """Six rows, a minute apart, of two people and two gardens; their ids, oldest first."""
    ids = [
        write(database, "garden-1", at=NOW),
        write(database, "garden-1", "garden-2", at=NOW + MINUTE),
        write(database, "garden-2", at=NOW + 2 * MINUTE, by="wang"),
        write(database, "garden-1", at=NOW + 3 * MINUTE, by="wang", kind="read", action="get_garden"),
        write(database, at=NOW + 4 * MINUTE),
        write(database, "garden-1", at=NOW + 5 * MINUTE, reason="家属要求核对"),
    ]
    write(database, "garden-1", district=THERE, at=NOW)
    for district in (HERE, THERE):
        seal(database, district)
    return ids


def all_of(database: Database, limit: int = 50, after: Any = None, district: str = HERE, **sought: Any):
    with database.look(district) as look:
        return search(look, Sought(**sought), after, limit)


def places(database: Database, trail: list[str], **sought: Any) -> list[int]:
    """Which of the six, as found."""
    items, following = all_of(database, **sought)
    assert following is None
    return [trail.index(row["id"]) for row in items]


def test_without_a_question_everything_is_found_newest_first(database, trail):
    assert places(database, trail) == [5, 4, 3, 2, 1, 0]


@pytest.mark.parametrize(
    ("sought", "wanted"),
    [
        ({"object_id": "garden-1"}, [5, 3, 1, 0]),
        ({"object_id": "garden-2"}, [2, 1]),
        ({"object_id": "garden-3"}, []),
        ({"principal": "person:wang"}, [3, 2]),
        ({"principal": "person:nobody"}, []),
        ({"action": "get_garden"}, [3]),
        ({"object_id": "garden-1", "principal": "person:wang"}, [3]),
        ({"object_id": "garden-1", "action": "plant_garden"}, [5, 1, 0]),
        ({"principal": "person:wang", "action": "plant_garden"}, [2]),
    ],
)
def test_rows_are_found_by_what_they_speak_of_by_whom_and_by_what_was_done(database, trail, sought, wanted):
    assert places(database, trail, **sought) == wanted


@pytest.mark.parametrize("more", [{}, {"object_id": "garden-1"}, {"principal": "person:li-na"}])
def test_a_span_has_its_first_moment_and_not_its_last(database, trail, more):
    assert places(database, trail, since=NOW + MINUTE, until=NOW + 5 * MINUTE, **more) == [
        place for place in places(database, trail, **more) if 1 <= place < 5
    ]


@pytest.mark.parametrize("sought", [{}, {"object_id": "garden-1"}, {"principal": "person:li-na"}])
@pytest.mark.parametrize("limit", [1, 2, 3])
def test_pages_laid_behind_each_other_are_the_whole(database, trail, sought, limit):
    whole, _ = all_of(database, **sought)
    paged: list[dict[str, Any]] = []
    items, following = all_of(database, limit, **sought)
    while following is not None:
        assert len(items) == limit
        paged += items
        items, following = all_of(database, limit, following, **sought)

    assert paged + items == whole


def test_rows_of_one_moment_are_paged_without_loss(database):
    ids = {write(database, "garden-1") for _ in range(5)}
    seal(database)
    items, following = all_of(database, 3, object_id="garden-1")
    rest, end = all_of(database, 3, following, object_id="garden-1")

    assert {row["id"] for row in (*items, *rest)} == ids
    assert (len(items), len(rest), end) == (3, 2, None)


def test_a_row_that_comes_between_two_pages_moves_nothing(database, trail):
    items, following = all_of(database, 2, object_id="garden-1")
    write(database, "garden-1", at=NOW + 9 * MINUTE)
    seal(database)
    rest, _ = all_of(database, 2, following, object_id="garden-1")

    assert [trail.index(row["id"]) for row in (*items, *rest)] == [5, 3, 1, 0]


def test_a_row_that_is_not_sealed_yet_is_not_found_yet(database, trail):
    write(database, "garden-9")

    assert all_of(database, object_id="garden-9") == ([], None)
    assert len(all_of(database)[0]) == 6
    seal(database)
    assert len(all_of(database, object_id="garden-9")[0]) == 1


def test_another_districts_rows_are_not_found(database, trail):
    items, _ = all_of(database, district=THERE, object_id="garden-1")
    assert [row["id"] in trail for row in items] == [False]


def test_a_row_is_shown_with_its_reason_and_its_block(database, trail):
    items, _ = all_of(database, object_id="garden-1", limit=1)
    assert items == [
        {
            "id": trail[5],
            "at": NOW + 5 * MINUTE,
            "kind": "write",
            "principal": "person:li-na",
            "action": "plant_garden",
            "permission": "gardens.plant",
            "request_id": "",
            "ids": '["garden-1"]',
            "reason": "家属要求核对",
            "times": 1,
            "block": 1,
        }
    ]


@pytest.mark.parametrize("after", [["yesterday", "x"], [5, "x"], [datetime(2026, 3, 2, 9).isoformat(), 5]])
def test_a_page_that_begins_nowhere_is_refused(database, after):
    with pytest.raises(FieldsInvalid):
        all_of(database, after=after)
