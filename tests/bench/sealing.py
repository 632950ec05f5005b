"""How many audit rows a second one sealer turns into blocks: writes of one thing, and a page read in ten."""

import time
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

from deploy.linli.services import service_class
from deploy.sample.ids import DISTRICT
from services.chassis.caller import Caller
from services.chassis.ids import new_id
from services.chassis.settings import load_settings
from services.chassis.storage.audit import row_of, written
from services.chassis.storage.database import Database
from tests.bench.report import Figure
from tests.bench.stage import Stage

ROWS = 20_000
ROUNDS = 3
ON_A_PAGE = 20
ONE_PAGE_IN = 10
AT_ONCE = 500
ROW: dict[str, Any] = {"kind": "read", "action": "get_case", "permission": "cases.read"}


def sealing(stage: Stage) -> list[Figure]:
    """Block after block, with the look-ups of each row, while nothing else runs."""
    house = stage.house
    house.stop()
    try:
        rates = [_round(house.folder / "linli.json", number) for number in range(1, ROUNDS + 1)]
    finally:
        house.start()
    return [Figure("audit_per_s", median(rates), "rows/s")]


def _round(settings: Path, number: int) -> float:
    from services.chassis.bus.client import RpcClient
    from services.chassis.bus.founding import found
    from services.chassis.bus.sealing import AuditSealer
    from services.chassis.bus.topology import Topology

    read = load_settings(settings, {})
    foundation = found(service_class("grids"), read, RpcClient(read.broker), Topology.load())
    sealer = AuditSealer(foundation)
    while sealer.seal():  # what the sample and the round before have left
        pass
    _write(foundation.database)
    started = time.perf_counter()
    sealed = sealer.seal()
    rate = sealed / (time.perf_counter() - started)
    sealer.stop()
    foundation.database.close()
    assert sealed == ROWS
    print(f"  {number}/{ROUNDS} {rate:.0f} rows/s", flush=True)
    return rate


def _write(database: Database) -> None:
    caller, now = Caller(DISTRICT, new_id(), "person", request_id=new_id()), datetime.now(UTC)
    for start in range(0, ROWS, AT_ONCE):
        with database.work(DISTRICT) as work:
            for place in range(start, start + AT_ONCE):
                ids = [new_id() for _ in range(ON_A_PAGE if place % ONE_PAGE_IN == 0 else 1)]
                work.run_all([written(row_of(caller, ids=ids, now=now, **ROW))])
