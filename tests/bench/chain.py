"""How soon it is known who answers for an area or a dwelling: one statement up to the chief.

A district of 42,421 areas in six levels, somebody in nine of ten posts, a deputy in one of twenty; in the
service on PostgreSQL, as the application role, behind row-level security.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from random import Random
from typing import Any

from services.chassis.caller import Caller, Grant, Scope
from services.chassis.settings import load_settings
from services.chassis.storage.call import Call
from services.chassis.storage.database import Database
from services.chassis.storage.many import insert_many
from services.chassis.storage.migrations import owner_engine
from services.grids.areas.store.tables import areas
from services.grids.dwellings.store import buildings, dwellings
from services.grids.posts.store.tables import appointments, staff
from services.grids.posts.use_cases.find_responsible import FindResponsible, find_responsible
from services.grids.posts.use_cases.find_responsible_for_dwelling import (
    FindResponsibleForDwelling,
    find_responsible_for_dwelling,
)
from services.grids.transaction import Transaction
from tests.bench.report import Figure
from tests.bench.stage import Stage

DISTRICT = "benchchain"
TOWNSHIPS, COMMUNITIES, BASES, MICROS = 20, 400, 5, 20
SINCE, ON = date(2026, 1, 1), date(2026, 6, 1)
ASKED = 2000
AT_ONCE = 5000
ROLES = {"general_total": "chief", "base": "grid_worker", "micro": "micro_grid_worker"}
Row = dict[str, Any]


def chain(stage: Stage) -> list[Figure]:
    stage.house  # noqa: B018 - the tables must be there
    settings = load_settings(stage.house.folder / "linli.json", {})
    database = Database(settings.database, "grids")
    try:
        ground = Ground(database)
        ground.fill()
        with owner_engine(settings, "grids").begin() as owner:
            owner.exec_driver_sql("ANALYZE")
        figures = [
            Figure("chain_ms", ground.p95_ms(ground.of_dwelling), "ms"),
            Figure("chain_of_area_ms", ground.p95_ms(ground.of_area), "ms"),
        ]
    finally:
        database.close()
    for figure in figures:
        print(f"  {figure.name}: {figure.value:.2f} ms", flush=True)
    return figures


class Ground:
    def __init__(self, database: Database) -> None:
        self._database, self._random = database, Random(7)
        self._caller = Caller(DISTRICT, "bench", "person", (Grant("chief"),), request_id="bench")
        self._areas = list(_tree())
        self._micros = [area["id"] for area in self._areas if area["kind"] == "micro"]
        self._communities = [area["id"] for area in self._areas if area["kind"] == "community"]

    def fill(self) -> None:
        posts = [area for area in self._areas if area["kind"] in ROLES]
        people = [_person(number) for number in range(len(posts))]
        homes = [_home(number, micro) for number, micro in enumerate(self._micros)]
        self._enter(areas, self._areas)
        self._enter(staff, people)
        self._enter(appointments, [row for number, area in enumerate(posts) for row in _duties(number, area)])
        self._enter(buildings, [_building(home, self._communities[0]) for home in homes])
        self._enter(dwellings, homes)

    def of_area(self, call: Call[Transaction]) -> None:
        asked = FindResponsible(self._random.choice(self._micros))
        find_responsible(asked, call.begin, self._caller, today=ON)

    def of_dwelling(self, call: Call[Transaction]) -> None:
        asked = FindResponsibleForDwelling(_id("home", self._random.randrange(len(self._micros))))
        find_responsible_for_dwelling(asked, call.begin, self._caller, today=ON)

    def p95_ms(self, ask: Callable[[Call[Transaction]], None]) -> float:
        """By a caller who holds a township and one community beside it."""
        taken = sorted(self._ms(ask) for _ in range(ASKED))
        return taken[int(len(taken) * 0.95)]

    def _ms(self, ask: Callable[[Call[Transaction]], None]) -> float:
        started = time.perf_counter()
        with self._call(writes=False) as call:
            ask(call)
        return (time.perf_counter() - started) * 1000

    def _enter(self, table: Any, rows: Sequence[Row]) -> None:
        for first in range(0, len(rows), AT_ONCE):
            with self._call(writes=True) as call, call.begin(self._caller) as tx:
                insert_many(tx.rows, table, rows[first : first + AT_ONCE])

    @contextmanager
    def _call(self, *, writes: bool) -> Iterator[Call[Transaction]]:
        call: Call[Transaction] = Call(
            self._database,
            Transaction,
            caller=self._caller,
            permission="posts.read",
            scope=Scope((_id("county", 0), _id("community", 1))),
            writes=writes,
            action="bench",
            now=datetime.now(UTC),
        )
        try:
            yield call
            call.commit(None)
        finally:
            call.rollback()


KINDS = {"county": 1, "township": 2, "community": 3, "general_total": 4, "base": 5, "micro": 6}


def _id(kind: str, number: int) -> str:
    level = KINDS.get(kind, sum(map(ord, kind)))
    return f"{level:08x}-0000-7000-8000-{number:012x}"


def _tree() -> Iterator[Row]:
    above: list[Row] = []
    counts = (1, TOWNSHIPS, COMMUNITIES, COMMUNITIES, COMMUNITIES * BASES, COMMUNITIES * BASES * MICROS)
    for kind, count in zip(KINDS, counts, strict=True):
        level = [
            _area(kind, number, above[number * len(above) // count] if above else None)
            for number in range(count)
        ]
        yield from level
        above = level


def _area(kind: str, number: int, above: Row | None) -> Row:
    place = _id(kind, number)
    community = place if kind == "community" else above and above["community_id"]
    return {
        "id": place,
        "parent_id": above and above["id"],
        "kind": kind,
        "name": f"{kind} {number}",
        "path": f"{above['path'] if above else ''}{KINDS[kind]}{number:x}/",
        "community_id": community,
        "active": True,
        "version": 1,
        "valid_from": SINCE,
        "valid_to": None,
        "since": SINCE,
        "founded_in": None,
    }


def _person(number: int) -> Row:
    names = {"display_name": f"person {number}", "duty_phone": "00000000001"}
    return {"id": _id("person", number), **names, "born": None, "version": 1}


def _duties(number: int, area: Row) -> Iterator[Row]:
    """Nobody in one post of ten, and a deputy in one of twenty."""
    usual = {
        "area_id": area["id"],
        "role": ROLES[area["kind"]],
        "staff_id": _id("person", number),
        "valid_from": SINCE,
        "valid_to": None,
        "version": 1,
        "deputises": False,
        "grants": None,
        "ex_officio_of": None,
    }
    if number % 10:
        yield {"id": _id("duty", number), **usual}
    if number % 20 == 0:
        yield {"id": _id("deputy", number), **usual, "deputises": True, "valid_to": date(2027, 1, 1)}


def _home(number: int, micro: str) -> Row:
    home = {"id": _id("home", number), "building_id": _id("building", number), "area_id": micro}
    return {**home, "unit": 1, "floor": 1, "room": "101"}


def _building(home: Row, community_id: str) -> Row:
    counts = {"units": 1, "dwellings": 1, "version": 1}
    names = {"community_id": community_id, "estate": "estate", "name": home["building_id"]}
    return {"id": home["building_id"], **names, **counts}
