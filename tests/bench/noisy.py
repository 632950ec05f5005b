"""How much longer one district's people wait while another district imports a great register."""

import json
import secrets
from statistics import median
from typing import Any

from deploy.sample.api import Api
from deploy.sample.load_register import load_register
from deploy.sample.register import register as sample_register
from tests.bench.asking import register
from tests.bench.ground import one_micro_grid_each
from tests.bench.neighbour import Meanwhile, Neighbour
from tests.bench.report import Figure
from tests.bench.stage import Stage
from tests.bench.steady import Ask, Waited, stream
from tests.house import House

A_SECOND = 60
SECONDS = 15
ROUNDS = 3
CASES_READ = 50
SEARCHED = 200


def noisy(stage: Stage) -> list[Figure]:
    """Of five requests three read a case, one searches a resident by number, one registers a case."""
    house = stage.house
    for _ in load_register(Api(house.url, house.passes.token("operator", kind="operator"))):
        pass
    work, neighbour = Work(house), Neighbour(house)
    work.go(5)
    quiet, noisy, meanwhile = list[Waited](), list[Waited](), list[Meanwhile]()
    for number in range(1, ROUNDS + 1):
        quiet.append(_shown(number, "alone", work.go(SECONDS)))
        neighbour.begin()
        noisy.append(_shown(number, "beside an import", work.go(SECONDS)))
        meanwhile.append(neighbour.end())
        print(f"  {number}/{ROUNDS} import {_said(meanwhile[-1])}", flush=True)
    before, beside = median(each.p95 for each in quiet), median(each.p95 for each in noisy)
    rate = median(each.rows_per_s for each in meanwhile)
    return [
        Figure("noisy_neighbour_ratio", beside / before, "× p95 alone", before),
        Figure("noisy_neighbour_p95_ms", beside, "ms", before),
        Figure("noisy_neighbour_import_per_s", rate, "residents/s"),
    ]


class Work:
    """A district's day: the same mix in every round, keys and numbers new."""

    def __init__(self, house: House) -> None:
        self._house, self._grids = house, one_micro_grid_each(house)
        with house.client() as client:
            self._cases = [register(client, grid)[0] for grid in (self._grids * CASES_READ)[:CASES_READ]]
        people = zip(range(SEARCHED), sample_register(), strict=False)
        self._numbers = [person.number for _, person in people]

    def go(self, seconds: int) -> Waited:
        token, name = self._house.passes.token("district_officer"), secrets.token_hex(6)
        return stream(self._house.url, token, lambda number: self._ask(number, name), A_SECOND, seconds)

    def _ask(self, number: int, name: str) -> Ask:
        key = (("Idempotency-Key", f"{name}-{number}"),)
        match number % 5:
            case 3:
                sought = {"document_number": self._numbers[number % SEARCHED]}
                return Ask("POST", "/v1/residents/search", _json(sought), key)
            case 4:
                case = {"area_id": self._grids[number % len(self._grids)], "text": "楼道的灯不亮了"}
                return Ask("POST", "/v1/cases", _json(case), key)
        return Ask("GET", f"/v1/cases/{self._cases[number % CASES_READ]}")


def _json(value: dict[str, Any]) -> bytes:
    return json.dumps(value).encode()


def _shown(number: int, name: str, waited: Waited) -> Waited:
    print(f"  {number}/{ROUNDS} {name:<16} p50 {waited.p50:6.1f} ms  p95 {waited.p95:6.1f} ms", flush=True)
    return waited


def _said(done: Meanwhile) -> str:
    return f"{done.rows_per_s:.0f} residents/s, held up {done.waits} times, {done.waited:.1f} s in all"
