"""Back-pressure: more is asked than can be done, or nobody takes what is told; callers wait, memory stays."""

import os
import signal
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path
from threading import Event
from typing import Self

import httpx
from sqlalchemy import text

from tests.faults.databases import opened
from tests.faults.duplicates import registering
from tests.faults.ledger import End, Ledger, Order, Told
from tests.faults.stage import Scene
from tests.faults.trial import Outcome, Trial
from tests.house import House

MAY_GROW = 60
"""Megabytes of each process: what so many connections and calls in hand hold, and no more with time."""
CALLERS = 120
WARM_UP = 4.0
COME_AGAIN = {HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.TOO_MANY_REQUESTS}
MOST_EVENTS = 20
"""That a queue may hold by the broker's policy."""
HEARD = r"^events\.notify\.tell_closing$"


def slow_database(scene: Scene, seconds: float, within: float, seed: int = 1) -> Outcome:
    """Nobody can write cases while many want to: they are told to come again, and the memory stays flat.

    All of them are of one district, so whoever comes too late in its line is told so (429).
    """
    trial = Trial(scene, seed)
    with trial.load() as load:
        load.reach(20, within)
        with _locked(scene.house), Crowd(scene.house, trial.ledger) as crowd:
            time.sleep(WARM_UP)
            before = memory_of(scene.house)
            time.sleep(seconds)
            grown = _grown(before, memory_of(scene.house))
        trial.note_recovery(time.monotonic())
    assert set(crowd.statuses) <= {201, 409, 429, 503, 504}, crowd.statuses
    assert crowd.statuses[HTTPStatus.SERVICE_UNAVAILABLE] > 0, crowd.statuses
    assert crowd.without_retry_after == 0
    assert max(grown.values()) <= MAY_GROW, grown
    return trial.outcome()


def full_queues(scene: Scene, closings: int, within: float, seed: int = 1) -> Outcome:
    """Who hears is frozen and its queues take a few events only: the rest waits where it was written down."""
    trial, house = Trial(scene, seed), scene.house
    with _bounded(scene):
        pid = house.pids["notify"]
        os.kill(pid, signal.SIGSTOP)
        try:
            with trial.caller() as life:
                for _ in range(closings):
                    life.live()
            before = memory_of(house)
            time.sleep(5.0)
            grown = _grown(before, memory_of(house))
        finally:
            os.kill(pid, signal.SIGCONT)
        trial.wait_told(trial.ledger.closed_before(time.monotonic()))
    assert max(grown.values()) <= MAY_GROW, grown
    return trial.outcome()


class Crowd:
    """Many who want the same at once, and take no for an answer."""

    def __init__(self, house: House, ledger: Ledger) -> None:
        self.statuses: Counter[int] = Counter()
        self.without_retry_after = 0
        self._house, self._ledger = house, ledger
        self._stopping = Event()
        self._pool = ThreadPoolExecutor(CALLERS)

    def __enter__(self) -> Self:
        for number in range(CALLERS):
            self._pool.submit(self._ask, number)
        return self

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        self._pool.shutdown()

    def _ask(self, number: int) -> None:
        with self._house.client() as client:
            while not self._stopping.is_set():
                self._once(client, registering(number))

    def _once(self, client: httpx.Client, order: Order) -> None:
        try:
            answer = client.post(order.path, json=order.body, headers={"Idempotency-Key": order.key})
        except httpx.TransportError:
            self._ledger.note(Told(order, End.UNKNOWN))
            return
        self.statuses[answer.status_code] += 1
        self._ledger.note(Told(order, End.OK if answer.is_success else End.UNKNOWN))
        is_mute = "Retry-After" not in answer.headers
        if answer.status_code in COME_AGAIN and is_mute:
            self.without_retry_after += 1


@contextmanager
def _locked(house: House) -> Iterator[None]:
    """Who writes a case waits for us."""
    with opened(house, "grids") as connection:
        connection.execute(text("LOCK TABLE cases IN EXCLUSIVE MODE"))
        yield


@contextmanager
def _bounded(scene: Scene) -> Iterator[None]:
    vhost = scene.house.settings["broker"]["uri"].rpartition("/")[2]
    most = f'{{"max-length": {MOST_EVENTS}, "overflow": "reject-publish"}}'
    scene.rabbitmq.control("set_policy", "-p", vhost, "bounded", HEARD, most, "--apply-to", "queues")
    try:
        yield
    finally:
        scene.rabbitmq.control("clear_policy", "-p", vhost, "bounded")


def memory_of(house: House) -> dict[str, float]:
    """Megabytes that each process holds for itself and its share of what it shares."""
    return {name: _pss(pid) for name, pid in house.pids.items()}


def _pss(pid: int) -> float:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def _grown(before: dict[str, float], after: dict[str, float]) -> dict[str, float]:
    return {name: after[name] - before[name] for name in before}
