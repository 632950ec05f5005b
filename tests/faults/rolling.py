"""T9: each process is told to stop in turn, under load; who asks again is never refused."""

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Event

from services.chassis.settings import LimitSettings
from tests.faults.ledger import End
from tests.faults.stage import Scene
from tests.faults.trial import Outcome, Trial

CALLERS = 4
GONE_WITHIN = 2 * LimitSettings().stop_within + 3.0
"""A service drains its work, then its broker's part; Python itself takes its time to end."""


def restart_in_turn(scene: Scene, rounds: int, seed: int = 1) -> Outcome:
    """Every order is carried out, and every process goes by itself, in time, with status 0."""
    trial = Trial(scene, seed)
    stopping = Event()
    with ThreadPoolExecutor(CALLERS) as pool:
        callers = [pool.submit(_live, trial, stopping) for _ in range(CALLERS)]
        try:
            for name in scene.house.names * rounds:
                time.sleep(1.0)
                _restart(scene, name)
            trial.note_recovery(time.monotonic())
        finally:
            stopping.set()
        for caller in callers:
            caller.result()
    unkept = [told for told in trial.ledger.told if told.end is not End.OK]
    assert not unkept, unkept[:3]
    return trial.outcome()


def _live(trial: Trial, stopping: Event) -> None:
    with trial.caller() as life:
        while not stopping.is_set():
            life.live()


def _restart(scene: Scene, name: str) -> None:
    asked = time.monotonic()
    ended = scene.supervisor.restart(name)
    assert ended.status == 0, ended
    assert ended.at - asked <= GONE_WITHIN, (name, ended.at - asked)
