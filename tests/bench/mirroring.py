"""How many rows a second a mirror takes: batches of residents, as an import of a register sends them."""

import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

from deploy.linli.services import service_class
from deploy.sample.ids import DISTRICT
from services.chassis.ids import new_id
from services.chassis.settings import load_settings
from tests.bench.ground import micro_grids
from tests.bench.report import Figure
from tests.bench.stage import Stage

ROWS_PER_EVENT = 500
EVENTS = 60
ROUNDS = 3
TYPE = "linli.members.ResidentsChanged.v1"

Row = dict[str, Any]


def mirroring(stage: Stage) -> list[Figure]:
    """Rows that are new and rows that are newer, handed to care's hearer while nothing else runs."""
    house = stage.house
    house.stop()
    try:
        rates = [_round(house.folder / "linli.json", number) for number in range(1, ROUNDS + 1)]
    finally:
        house.start()
    return [Figure("mirror_per_s", median(rates), "rows/s")]


def _round(settings: Path, number: int) -> float:
    people = [_row(grid) for grid in (micro_grids() * (ROWS_PER_EVENT * EVENTS))[: ROWS_PER_EVENT * EVENTS]]
    new = _taken(settings, people)
    newer = _taken(settings, [{**row, "status": "moved_out", "version": 2} for row in people])
    print(f"  {number}/{ROUNDS} new {new:.0f} rows/s, newer {newer:.0f} rows/s", flush=True)
    return 2 / (1 / new + 1 / newer)


def _taken(settings: Path, people: list[Row]) -> float:
    """Each event in a transaction of its own, with its row in the inbox."""
    from services.chassis.bus.client import RpcClient
    from services.chassis.bus.events import hearers_of
    from services.chassis.bus.founding import found
    from services.chassis.bus.hearing import hear
    from services.chassis.bus.topology import Topology

    read = load_settings(settings, {})
    foundation = found(service_class("care"), read, RpcClient(read.broker), Topology.load())
    hearer = hearers_of(foundation)["residents"]
    events = list(_events(people))
    started = time.perf_counter()
    outcomes = {hear(foundation, hearer, event) for event in events}
    seconds = time.perf_counter() - started
    foundation.database.close()
    assert outcomes == {"handled"}
    return len(people) / seconds


def _events(people: list[Row]) -> Iterator[Row]:
    for start in range(0, len(people), ROWS_PER_EVENT):
        rows = people[start : start + ROWS_PER_EVENT]
        data = {"first_id": rows[0]["id"], "rows": rows}
        yield {"id": new_id(), "type": TYPE, "district": DISTRICT, "subject": rows[0]["id"], "data": data}


def _row(area_id: str) -> Row:
    return {
        "id": new_id(),
        "household_id": new_id(),
        "area_id": area_id,
        "birth_date": "1950-01-01",
        "sex": 1,
        "status": "living",
        "version": 1,
        "removed": False,
    }
