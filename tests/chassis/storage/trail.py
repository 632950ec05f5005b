"""Audit rows, their sealing, and hands that change what was sealed."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from services.chassis.caller import Caller
from services.chassis.ids import new_id
from services.chassis.storage.audit import row_of, written
from services.chassis.storage.database import Database
from services.chassis.storage.sealing import seal_block
from services.chassis.storage.sql import Sql
from services.chassis.storage.verifying import Finding, Walk, verify
from tests.chassis.storage.builders import HERE, LATER, NOW

Tamper = Callable[[str], None]


def write(
    database: Database, *ids: str, district: str = HERE, by: str = "li-na", at: datetime = NOW, **more: Any
) -> str:
    """One row, as a call leaves it; its id."""
    words: dict[str, Any] = {"kind": "write", "action": "plant_garden", "permission": "gardens.plant"}
    row = row_of(Caller(district, by, "person"), ids=ids, now=at, **(words | more))
    with database.work(district) as work:
        work.run_all([written(row)])
    return str(row["id"])


def seal(database: Database, district: str = HERE, now: datetime = LATER) -> list[int]:
    """All that waits there: how many rows went into each block."""
    counts = []
    while count := seal_one(database, district, now):
        counts.append(count)
    return counts


def seal_one(database: Database, district: str = HERE, now: datetime = LATER) -> int:
    with database.work(district) as work:
        return seal_block(work, now).rows


def a_chain(database: Database, blocks: int = 3, rows: int = 2, district: str = HERE) -> list[list[str]]:
    """The ids of the rows of each block."""
    sealed = []
    for _ in range(blocks):
        sealed.append([write(database, new_id(), district=district) for _ in range(rows)])
        assert seal(database, district) == [rows]
    return sealed


def found(database: Database, district: str = HERE, **written_down: str) -> list[Finding]:
    """What verifying says; `written_down` is `_3="<hash>"`."""
    expected = {int(name[1:]): hashed for name, hashed in written_down.items()}
    with database.look(district) as look:
        return list(verify(look, Walk(), expected))


def asked(database: Database, query: str) -> list[tuple[Any, ...]]:
    with database.look() as look:
        return [tuple(row) for row in look.run(Sql(query)).rows]
