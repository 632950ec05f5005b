"""Searching the audit reads what it shows, on both databases; writing a row touches one index (D10, D12)."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import text

from services.chassis.storage.audit_search import Sought, search
from services.chassis.storage.database import Database
from services.chassis.storage.rows import Rows
from services.chassis.storage.sql import Sql
from tests.chassis.storage.builders import HERE, LATER, NOW
from tests.chassis.storage.trail import Tamper

ROWS = 4000
SEARCHES = {
    "everything": (Sought(), "audit_newest"),
    "an object": (Sought(object_id="garden-3"), "audit_objects_key"),
    "a principal": (Sought(principal="person:p-3"), "audit_of_principal"),
    "an action": (Sought(action="action-3"), "audit_of_action"),
    "a span": (Sought(since=NOW, until=LATER), "audit_newest"),
}
_ROW = """
    INSERT INTO audit (district, id, at, kind, principal, action, permission, request_id, ids, block)
    SELECT {district}, 'row-' || n, {at}, 'read', 'person:p-' || n / 2 % 4, 'action-' || n / 2 % 4, 'p', 'r',
      '[]', CASE WHEN n <= 3900 THEN n / 100 END
    FROM {numbers}
"""
_LOOK_UP = """
    INSERT INTO audit_objects (district, object_id, at, id)
    SELECT district, 'garden-' || {number} / 2 % 4, at, id FROM audit
"""
_NUMBERS = f"WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < {ROWS})"
ON_SQLITE = {
    "district": "'d' || (n % 2 + 1)",
    "at": "'2026-03-02T09:00:00.' || substr('00000' || n, -6) || '+00:00'",
    "numbers": f"({_NUMBERS} SELECT n FROM c)",
    "number": "CAST(substr(id, 5) AS INTEGER)",
}
ON_POSTGRESQL = {
    "district": "'d' || (n % 2 + 1)",
    "at": "'2026-03-02T09:00:00+00:00'::timestamptz + n * interval '1 microsecond'",
    "numbers": f"generate_series(1, {ROWS}) n",
    "number": "substr(id, 5)::int",
}


@pytest.fixture
def grown(database: Database, tamper: Tamper) -> Database:
    """Two districts' rows; a hundredth of them waits to be sealed."""
    words = ON_POSTGRESQL if database.is_postgresql else ON_SQLITE
    tamper(_ROW.format(**words))
    tamper(_LOOK_UP.format(**words))
    tamper("ANALYZE")
    return database


class Explaining(Rows):
    """Asks for the plan of what it is told to run, and finds nothing."""

    plan: list[str]

    def all(self, statement: Any, **values: Any) -> list[dict[str, Any]]:
        compiled = statement.compile(
            dialect=self._session.connection.dialect, compile_kwargs={"literal_binds": True}
        )
        word = "EXPLAIN" if self.is_postgresql else "EXPLAIN QUERY PLAN"
        found = self._session.connection.execute(text(f"{word} {compiled}".replace(":", "\\:")))
        self.plan = [str(row[-1]) for row in found]
        return []


def plan_of(database: Database, sought: Sought) -> str:
    with database.look(HERE) as look:
        explaining = Explaining(look._session, HERE)
        search(explaining, sought, None, 20)
        return "\n".join(explaining.plan)


@pytest.mark.parametrize("named", SEARCHES)
def test_a_search_reads_an_index_in_its_order(grown, named):
    sought, index = SEARCHES[named]
    plan = plan_of(grown, sought)

    assert (index in plan) or ("USING PRIMARY KEY" in plan), plan
    assert "SCAN" not in plan.replace("Index Scan", "")
    assert "Seq Scan" not in plan
    assert "Sort" not in plan
    assert "TEMP B-TREE" not in plan


def _plans(database: Database, statement: Sql, *values: Any) -> Iterator[str]:
    words = statement.postgresql if database.is_postgresql else statement.sqlite
    word = "EXPLAIN" if database.is_postgresql else "EXPLAIN QUERY PLAN"
    with database.look(HERE) as look:
        for row in look.run(Sql(f"{word} {words.replace('%s', '?')}"), *values).rows:
            yield str(row[-1])


@pytest.mark.parametrize(("name", "values"), [("_UNSEALED", (HERE,)), ("_NEXT_DISTRICT", ("",))])
def test_what_waits_is_found_by_its_own_index(grown, name, values):
    from services.chassis.storage import sealing

    assert "audit_unsealed" in "\n".join(_plans(grown, getattr(sealing, name), *values))


def test_the_rows_of_a_new_block_are_looked_up_by_their_ids(grown):
    from services.chassis.storage import sealing

    plan = "\n".join(_plans(grown, sealing._SEAL, 9, HERE, "row-2", "row-4", '["row-2","row-4"]'))
    assert "id <= 'row-4'" in plan or "id=?" in plan or "id<?" in plan, plan


def test_the_rows_of_a_block_are_found_by_it(grown):
    from services.chassis.storage import verifying

    assert "audit_of_block" in "\n".join(_plans(grown, verifying._ROWS_OF, HERE, 7))
