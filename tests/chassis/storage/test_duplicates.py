"""Duplicates at the same time: one effect, and the others wait for its answer (D14)."""

import threading
import time
from typing import Any

import pytest
from sqlalchemy import insert

from services.chassis.errors import StillRunning
from services.chassis.storage.call import AlreadyAnswered
from services.chassis.storage.database import Database
from tests.chassis.storage.builders import (
    LI_NA,
    Envelope,
    a_call,
    a_claim,
    a_garden,
    carry_out,
    gardens_of,
    lay_ground,
)
from tests.chassis.storage.shop.tables import gardens


@pytest.fixture
def ground(database: Database) -> Database:
    lay_ground(database)
    return database


@pytest.mark.parametrize("second", [a_claim(), a_claim(key="key-2")], ids=["same key", "same id"])
def test_a_duplicate_waits_for_the_first_and_gets_its_answer(ground, second):
    first_claim = a_claim(body_id="garden-1")
    second = a_claim(key=second.key, body_id="garden-1")
    first = a_call(ground, key=first_claim)
    with first.begin(LI_NA) as tx:
        tx.rows.execute(insert(gardens).values(a_garden()))
    outcome: list[object] = []
    duplicate = threading.Thread(target=_note_outcome, args=(ground, second, time.time() + 10, outcome))
    duplicate.start()
    duplicate.join(0.3)
    assert duplicate.is_alive()

    first.commit(b"the first")
    duplicate.join(10)

    assert outcome == [b"the first"]
    assert gardens_of(ground) == ["garden-1"]


def test_a_duplicate_of_one_that_failed_is_carried_out(ground):
    first = a_call(ground, key=a_claim())
    with first.begin(LI_NA) as tx:
        tx.rows.execute(insert(gardens).values(a_garden()))
    outcome: list[object] = []
    duplicate = threading.Thread(target=_note_outcome, args=(ground, a_claim(), time.time() + 10, outcome))
    duplicate.start()
    duplicate.join(0.3)

    first.rollback()
    duplicate.join(10)

    assert outcome == ["carried out"]
    assert gardens_of(ground) == ["garden-1"]


def test_fifty_duplicates_at_once_have_one_effect(ground):
    outcomes: list[object] = []
    duplicates = [
        threading.Thread(target=_note_outcome, args=(ground, a_claim(), time.time() + 30, outcomes))
        for _ in range(50)
    ]
    for duplicate in duplicates:
        duplicate.start()
    for duplicate in duplicates:
        duplicate.join(40)

    carried_out = outcomes.count("carried out")
    answered = outcomes.count(b'{"id":"garden-1"}')
    assert carried_out == 1
    assert carried_out + answered + outcomes.count("later") == 50
    assert answered > 0
    assert gardens_of(ground) == ["garden-1"]


def test_a_first_one_that_outlasts_the_deadline_is_still_running(on_postgresql):
    database = Database(on_postgresql, "shop", Envelope())
    lay_ground(database)
    first = a_call(database, key=a_claim())
    with first.begin(LI_NA):
        began = time.monotonic()

    with pytest.raises(StillRunning):
        carry_out(database, deadline=time.time() + 0.3)

    assert 0.2 < time.monotonic() - began < 2
    first.rollback()
    database.close()


def _note_outcome(database: Database, claim: Any, deadline: float, outcomes: list[object]) -> None:
    try:
        carry_out(database, key=claim, deadline=deadline)
        outcomes.append("carried out")
    except AlreadyAnswered as before:
        outcomes.append(before.answer)
    except Exception:
        outcomes.append("later")
