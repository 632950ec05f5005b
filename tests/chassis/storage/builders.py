"""Callers, calls and gardens for the tests of storage."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import insert, select

from services.chassis.caller import WHOLE_DISTRICT, Caller
from services.chassis.domain import Event
from services.chassis.storage.call import Call, IdempotencyClaim
from services.chassis.storage.database import Database
from services.chassis.storage.tables import audit, idempotency, inbox, outbox
from services.chassis.storage.transaction import Transaction
from tests.chassis.storage.shop.tables import areas, gardens

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
LATER = NOW + timedelta(minutes=1)
HERE, THERE = "d1", "d2"
LI_NA = Caller(HERE, "li-na", "person", request_id="request-1")
WANG = Caller(HERE, "wang", "person")
ELSEWHERE = Caller(THERE, "zhao", "person")


class Envelope:
    """A sealer whose seal can be seen through, but not moved to another row."""

    def seal(self, district: str, row_id: str, value: bytes) -> bytes:
        return f"sealed|{district}|{row_id}|".encode() + value

    def unseal(self, district: str, row_id: str, sealed: bytes) -> bytes:
        head = f"sealed|{district}|{row_id}|".encode()
        assert sealed.startswith(head)
        return sealed.removeprefix(head)


@dataclass(frozen=True)
class GardenPlanted(Event):
    garden_id: str
    beds: int
    version: int


def a_call(database: Database, caller: Caller = LI_NA, **changes: Any) -> Call[Transaction]:
    given: dict[str, Any] = {
        "caller": caller,
        "permission": "gardens.plant",
        "scope": WHOLE_DISTRICT,
        "writes": True,
        "action": "plant_garden",
        "now": NOW,
    }
    return Call(database, Transaction, **(given | changes))


def a_reading(database: Database, caller: Caller = LI_NA, **changes: Any) -> Call[Transaction]:
    return a_call(database, caller, **({"writes": False, "action": "get_garden"} | changes))


@contextmanager
def reading(database: Database, caller: Caller = LI_NA, **changes: Any) -> Iterator[Transaction]:
    """A whole reading, ended."""
    call = a_reading(database, caller, **changes)
    try:
        with call.begin(caller) as tx:
            yield tx
    finally:
        call.rollback()


def a_claim(**changes: Any) -> IdempotencyClaim:
    given: dict[str, Any] = {
        "key": "key-1",
        "hash": b"as first",
        "method": "plant_garden",
        "principal": LI_NA.name,
    }
    return IdempotencyClaim(**(given | changes))


def a_garden(district: str = HERE, **changes: Any) -> dict[str, Any]:
    given = {"id": "garden-1", "area_id": "area-1", "name": "by the well", "beds": 4, "version": 1}
    return {"district": district, "planted_on": None, "seen_at": None} | given | changes


def lay_ground(database: Database, district: str = HERE) -> None:
    """Two areas beside each other, one inside the first."""
    rows = [("area-1", "a/", "East"), ("area-2", "b/", "West"), ("area-3", "a/c/", "East gate")]
    with database.work(district) as work:
        for id, path, name in rows:
            work.execute(insert(areas).values(district=district, id=id, path=path, name=name))


def plant(database: Database, *planted: dict[str, Any], caller: Caller = LI_NA) -> None:
    call = a_call(database, caller)
    with call.begin(caller) as tx:
        for garden in planted:
            tx.rows.execute(insert(gardens).values(garden))
    call.commit(b"{}")


def gardens_of(database: Database, district: str = HERE) -> list[str]:
    with database.look(district) as look:
        found = look.all(select(gardens.c.id).where(look.of(gardens)).order_by(gardens.c.id))
    return [row["id"] for row in found]


def kept(database: Database) -> dict[str, int]:
    """How many rows each table of the chassis holds, in all districts."""
    with database.look() as look:
        return {table.name: len(look.all(select(table))) for table in (outbox, audit, idempotency, inbox)}


NOTHING = {"outbox": 0, "audit": 0, "idempotency": 0, "inbox": 0}


def carry_out(
    database: Database, caller: Caller = LI_NA, answer: bytes = b'{"id":"garden-1"}', **changes: Any
) -> None:
    """Plants a garden under an idempotency key, from begin to commit."""
    call = a_call(database, caller, **({"key": a_claim()} | changes))
    try:
        with call.begin(caller) as tx:
            tx.rows.execute(insert(gardens).values(a_garden(caller.district)))
        call.commit(answer)
    finally:
        call.rollback()
