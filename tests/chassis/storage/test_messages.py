"""What a call costs on PostgreSQL: messages to the server, each of them a wait."""

import time
from itertools import count

import pytest
from sqlalchemy import bindparam, insert, select

from services.chassis.storage import audit, envelopes, idempotency, outbox
from services.chassis.storage.call import InboxClaim
from services.chassis.storage.database import Database
from services.chassis.storage.postgresql import LeadingCursor
from services.chassis.storage.prepared import Prepared, here
from tests.chassis.storage.builders import (
    LI_NA,
    NOW,
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
HOT = [each.on_server for each in (audit._INSERT, envelopes._insert(1), idempotency._KEEP) if each.on_server]
AN_EVENT = {"inbox": InboxClaim("count_gardens", "event-0")}
_numbers = count(100)


def _plant(call, garden):
    with call.begin(LI_NA) as tx:
        tx.rows.execute(insert(gardens).values(garden))
        tx.record(GardenPlanted(garden["id"], 4, version=1))
    call.commit(b"{}")


def _named(message):
    """The statements of a message, hot ones by what they do."""
    known = {told.name: told.prepare.partition(" AS ")[2] for told in HOT}
    words = [part.split() for part in message.split(";")]
    return [" ".join((known[each[1]].split() if each[0] == "EXECUTE" else each)[:3]) for each in words]


@pytest.fixture
def database(on_postgresql):
    database = Database(on_postgresql, SERVICE, Envelope())
    lay_ground(database)
    database.meet(LI_NA.district)
    yield database
    database.close()


@pytest.fixture
def messages(database, monkeypatch):
    """The text of each message from here on; connections are open, and know the chassis's hot statements."""
    with reading(database) as tx:
        tx.rows.one(GET, id="garden-1")
    for more in ({"key": a_claim(key="first", body_id="first")}, {"key": a_claim(key="second")}, AN_EVENT):
        _plant(a_call(database, **more), a_garden(id=f"garden-{next(_numbers)}"))
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
        tx.record(GardenPlanted("garden-1", 4, version=1))
    call.commit(b"{}")

    claim, effect, rest = messages
    assert claim.startswith("BEGIN;")
    assert effect.startswith("INSERT INTO gardens")
    assert _named(rest) == ["INSERT INTO outbox", "INSERT INTO audit", "INSERT INTO idempotency", "COMMIT"]


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


def test_what_the_relay_notes_is_one_message_that_waits_for_no_disk(database, messages):
    for _ in range(2):
        messages.clear()
        with database.jot() as rows:
            outbox.claim(rows, NOW)

    assert len(messages) == 1
    assert "synchronous_commit" in messages[0]
    assert "BEGIN" not in messages[0]


def test_a_note_of_the_relay_is_kept_without_a_commit_of_its_own(database, messages):
    with database.jot() as rows:
        first = outbox.claim(rows, NOW)
    with database.jot() as rows:
        second = outbox.claim(rows, NOW)

    assert first
    assert second == []
