"""Reading and registering cases, beside bare RPC."""

import secrets
from collections.abc import Callable
from pathlib import Path
from statistics import median

from tests.bench.asking import register
from tests.bench.ground import micro_grids, one_micro_grid_each
from tests.bench.load import Target
from tests.bench.pairs import Comparison, compare, spread
from tests.bench.report import Figure
from tests.bench.stage import Stage
from tests.house import House

HERE = Path(__file__).parent
CASES_READ = 50


def reads(stage: Stage) -> list[Figure]:
    """A case by id: token, scope, audit of the read, RPC, PostgreSQL."""
    house = stage.house
    paths = [f"/v1/cases/{case}" for case in _registered(house, CASES_READ)]
    script = HERE / "read_case.lua"
    return _beside_rpc(stage, "read", lambda: _target(stage, "read a case", script, *paths))


def writes(stage: Stage) -> list[Figure]:
    """A case registered: idempotency, number, outbox and audit in one transaction.

    Over sixteen communities, as a district's cases come; and, beside it, all in one community,
    where each case waits for the number of the one before it.
    """
    script, many = HERE / "register_case.lua", one_micro_grid_each(stage.house)
    spread_out = _beside_rpc(stage, "write", lambda: _registering(stage, script, many))
    together = _beside_rpc(stage, "write_one_register", lambda: _registering(stage, script, micro_grids()))
    return [*spread_out, *together]


def _registering(stage: Stage, script: Path, grids: list[str]) -> Target:
    return _target(stage, "register case", script, f"bench-{secrets.token_hex(6)}", *grids)


def _beside_rpc(stage: Stage, name: str, ours: Callable[[], Target]) -> list[Figure]:
    compared = compare(stage.bare_rpc, ours)
    print(f"  × bare rpc: {spread(compared.ratios)}; by CPU: {spread(compared.cpu_ratios)}", flush=True)
    return _figures(name, compared)


def _figures(name: str, compared: Comparison) -> list[Figure]:
    rate = median(each.rate for each in compared.baseline)
    cpu_ms = median(each.whole_cpu_ms for each in compared.baseline)
    return [
        Figure(f"{name}_vs_rpc", median(compared.ratios), "× requests/s of bare rpc", rate),
        Figure(f"{name}_vs_rpc_cpu", median(compared.cpu_ratios), "× CPU ms of bare rpc ÷ ours", cpu_ms),
    ]


def _target(stage: Stage, name: str, script: Path, *words: str) -> Target:
    """With a token made now: a person's lives five minutes."""
    house = stage.house
    token = house.passes.token("district_officer")
    pids = house.pids | {"rabbitmq": stage.rabbitmq.pid, "postgresql": stage.postgresql.pid}
    return Target(name, f"{house.url}/", pids, script, (token, *words))


def _registered(house: House, count: int) -> list[str]:
    with house.client() as client:
        return [register(client, grid)[0] for grid in (micro_grids() * count)[:count]]
