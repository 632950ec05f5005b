"""The version of a principal's grants, and who was called back lately, in every district."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest

from services.chassis.storage import revocations
from services.chassis.storage.database import Database
from services.chassis.storage.revocations import TOLD_FOR
from services.chassis.storage.rows import Rows
from tests.chassis.storage.builders import LI_NA, NOW, a_call

ZHANG = "person:zhang"


@contextmanager
def changed(database: Database, caller=LI_NA) -> Iterator[Rows]:
    call = a_call(database, caller)
    try:
        with call.begin(caller) as tx:
            yield tx.rows
        call.commit(None)
    finally:
        call.rollback()


def called_back(database: Database, at=NOW) -> None:
    with changed(database) as rows:
        revocations.call_back(rows, ZHANG, at)


def version(database: Database) -> int:
    with changed(database) as rows:
        return revocations.version_of(rows, ZHANG)


def newest(database: Database, now=NOW) -> list[tuple[str, int]]:
    with database.look() as rows:
        return [(each.principal, each.version) for each in revocations.newest(rows, now)]


def test_each_calling_back_makes_the_next_version(database):
    assert version(database) == 0
    called_back(database)
    assert version(database) == 1
    called_back(database)
    assert (version(database), newest(database)) == (2, [(ZHANG, 2)])


def test_a_lock_calls_nobody_back(database):
    with changed(database) as rows:
        revocations.lock(rows, ZHANG)
    assert (version(database), newest(database)) == (0, [])


@pytest.mark.parametrize(("after", "is_told"), [(timedelta(), True), (TOLD_FOR, False)])
def test_it_is_told_for_longer_than_any_token_lives_and_no_longer(database, after, is_told):
    called_back(database)
    assert newest(database, NOW + after) == ([(ZHANG, 1)] if is_told else [])
