"""What a call costs on PostgreSQL: messages to the server, each of them a wait."""

import time

import pytest
from sqlalchemy import bindparam, insert, select

from services.chassis.storage import idempotency
from services.chassis.storage.call import InboxClaim
from services.chassis.storage.database import Database
from services.chassis.storage.postgresql import LeadingCursor
from services.chassis.storage.prepared import Prepared, here
from tests.chassis.storage.builders import (
    LI_NA,
    Envelope,
    GardenPlanted,
    a_call,
    a_claim,
    a_garden,
    a_reading,
    lay_ground,
    reading,
)
from tests.chassis.storage.conftest import SERVICE
from tests.chassis.storage.shop.tables import gardens

GET = Prepared(select(gardens).where(here(gardens), gardens.c.id == bindparam("id")))
NAMES = Prepared(select(gardens.c.name).where(here(gardens)))


@pytest.fixture
def database(on_postgresql):
    database = Database(on_postgresql, SERVICE, Envelope())
    lay_ground(database)
    database.meet(LI_NA.district)
    yield database
    database.close()


@pytest.fixture
def messages(database, monkeypatch):
    """The text of each message from here on; connections are open already."""
    with reading(database) as tx:
        tx.rows.one(GET, id="garden-1")
    sent: list[str] = []
    execute = LeadingCursor.execute

    def noting(cursor, query, vars=None):
        sent.append(cursor.connection.lead + query)
        execute(cursor, query, vars)

    monkeypatch.setattr(LeadingCursor, "execute", noting)
    return sent


def test_a_reading_of_one_select_is_one_message(database, messages):
    call = a_reading(database, deadline=time.time() + 10)
    with call.begin(LI_NA) as tx:
        tx.rows.one(GET, id="garden-1")
    call.commit(None)

    assert len(messages) == 1


def test_each_further_select_is_one_more(database, messages):
    call = a_reading(database)
    with call.begin(LI_NA) as tx:
        tx.rows.one(GET, id="garden-1")
        tx.rows.all(select(gardens.c.id).where(tx.rows.of(gardens)))
    call.commit(None)

    assert len(messages) == 2
    assert all("linli.district" in message and "read_only" in message for message in messages)


def test_a_reading_that_asks_nothing_sends_nothing(database, messages):
    with reading(database):
        pass

    assert messages == []


def test_a_write_is_its_claim_its_effect_and_all_the_rest_in_one(database, messages):
    call = a_call(database, key=a_claim(body_id="garden-1"), deadline=time.time() + 10)
    with call.begin(LI_NA) as tx:
        tx.rows.execute(insert(gardens).values(a_garden()))
        tx.record(GardenPlanted("garden-1", 4, version=1), GardenPlanted("garden-1", 4, version=2))
    call.commit(b"{}")

    claim, effect, rest = messages
    assert claim.startswith("BEGIN;")
    assert effect.startswith("INSERT INTO gardens")
    assert [words.split()[:3] for words in rest.split(";")] == [
        ["INSERT", "INTO", "outbox"],
        ["INSERT", "INTO", "audit"],
        ["INSERT", "INTO", "idempotency"],
        ["COMMIT"],
    ]


def test_an_event_is_its_entry_its_effect_and_the_rest(database, messages):
    call = a_call(database, inbox=InboxClaim("count_gardens", "event-1"))
    with call.begin(LI_NA) as tx:
        tx.rows.execute(insert(gardens).values(a_garden()))
    call.commit(None)

    assert len(messages) == 3


def test_a_call_that_was_answered_before_is_two(database, messages):
    for _ in range(2):
        call = a_call(database, key=a_claim())
        try:
            with call.begin(LI_NA):
                pass
            call.commit(b"{}")
        except idempotency.AlreadyAnswered:
            break
        finally:
            call.rollback()

    assert len(messages) == 4


def test_a_hot_statement_is_told_to_the_server_once_a_connection(database, messages):
    for _ in range(3):
        with reading(database) as tx:
            tx.rows.one(NAMES)

    assert ["PREPARE" in message for message in messages] == [True, False, False, False]


def test_what_the_server_was_told_outlives_a_rollback(database, messages):
    for _ in range(2):
        call = a_call(database)
        with call.begin(LI_NA) as tx:
            tx.rows.all(NAMES)
        call.rollback()

    assert sum("PREPARE" in message for message in messages) == 1
