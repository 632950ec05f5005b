"""How soon it is known who answers for an area or a dwelling: one statement up to the chief.

Today and on a day that is over, when the ground was otherwise (`chain_ground.py`). A district of 42,821 areas
in six levels, somebody in nine of ten posts, a deputy in one of twenty; in the service on PostgreSQL, as the
application role, behind row-level security.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from random import Random
from typing import Any

from sqlalchemy import Table

from services.chassis.caller import Caller, Grant, Scope
from services.chassis.settings import load_settings
from services.chassis.storage.call import Call
from services.chassis.storage.database import Database
from services.chassis.storage.many import insert_many
from services.chassis.storage.migrations import owner_engine
from services.grids.posts.domain.chain import Chain
from services.grids.posts.use_cases.find_responsible import FindResponsible, find_responsible
from services.grids.posts.use_cases.find_responsible_for_dwelling import (
    FindResponsibleForDwelling,
    find_responsible_for_dwelling,
)
from services.grids.transaction import Transaction
from tests.bench.chain_ground import CHANGED, District, Row, id_of
from tests.bench.report import Figure
from tests.bench.stage import Stage

DISTRICT = "benchchain"
COMMUNITIES = 400
TODAY, THEN = date(2026, 6, 1), date(2026, 2, 1)
assert THEN < CHANGED < TODAY
ASKED = 2000
AT_ONCE = 5000
Ask = Callable[[Call[Transaction], int], Chain]


def chain(stage: Stage) -> list[Figure]:
    stage.house  # noqa: B018 - the tables must be there
    settings = load_settings(stage.house.folder / "linli.json", {})
    database = Database(settings.database, "grids")
    try:
        ground = Ground(database, COMMUNITIES)
        started = time.perf_counter()
        ground.fill()
        with owner_engine(settings, "grids").begin() as owner:
            owner.exec_driver_sql("ANALYZE")
        print(f"  filled in {time.perf_counter() - started:.0f} s", flush=True)
        figures = ground.figures(ASKED)
    finally:
        database.close()
    for figure in figures:
        print(f"  {figure.name}: {figure.value:.2f} ms", flush=True)
    return figures


class Ground:
    def __init__(self, database: Database, communities: int) -> None:
        self._database, self._random = database, Random(7)
        self._caller = Caller(DISTRICT, "bench", "person", (Grant("chief"),), request_id="bench")
        self._district = District(communities)

    def fill(self) -> None:
        for table, rows in self._district.rows():
            self._enter(table, rows)

    def figures(self, asked: int) -> list[Figure]:
        return [
            Figure("chain_ms", self._p95_ms(self.of_dwelling, asked), "ms"),
            Figure("chain_of_area_ms", self._p95_ms(self.of_area, asked), "ms"),
            Figure("chain_then_ms", self._p95_ms(self.of_dwelling_then, asked), "ms"),
            Figure("chain_of_area_then_ms", self._p95_ms(self.of_area_then, asked), "ms"),
        ]

    def of_area(self, call: Call[Transaction], number: int, on: date | None = None) -> Chain:
        asked = FindResponsible(id_of("micro", number), on)
        return find_responsible(asked, call.begin, self._caller, today=TODAY)

    def of_area_then(self, call: Call[Transaction], number: int) -> Chain:
        return self.of_area(call, number, THEN)

    def of_dwelling(self, call: Call[Transaction], number: int, on: date | None = None) -> Chain:
        asked = FindResponsibleForDwelling(id_of("home", number), on)
        return find_responsible_for_dwelling(asked, call.begin, self._caller, today=TODAY)

    def of_dwelling_then(self, call: Call[Transaction], number: int) -> Chain:
        return self.of_dwelling(call, number, THEN)

    def _p95_ms(self, ask: Ask, asked: int) -> float:
        taken = sorted(self._ms(ask, self._random.randrange(self._district.micros)) for _ in range(asked))
        return taken[int(len(taken) * 0.95)]

    def _ms(self, ask: Ask, number: int) -> float:
        started = time.perf_counter()
        with self.call(writes=False) as call:
            found = ask(call, number)
        taken = (time.perf_counter() - started) * 1000
        assert len(found.levels) > 0
        return taken

    def _enter(self, table: Table, rows: Sequence[Row]) -> None:
        for first in range(0, len(rows), AT_ONCE):
            with self.call(writes=True) as call, call.begin(self._caller) as tx:
                insert_many(tx.rows, table, rows[first : first + AT_ONCE])

    @contextmanager
    def call(self, *, writes: bool) -> Iterator[Call[Any]]:
        """By a caller who holds all of the county and, besides, one community."""
        call: Call[Any] = Call(
            self._database,
            Transaction,
            caller=self._caller,
            permission="posts.read",
            scope=Scope((id_of("county", 0), id_of("community", 1))),
            writes=writes,
            action="bench",
            now=datetime.now(UTC),
        )
        try:
            yield call
            call.commit(None)
        finally:
            call.rollback()
