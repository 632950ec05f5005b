"""T1: every few seconds a process of the house is killed under load; nothing accepted is lost."""

import time
from collections.abc import Iterator
from itertools import islice
from random import Random

from tests.faults.stage import Scene
from tests.faults.trial import Outcome, Trial

BETWEEN = (1.0, 4.0)
"""Seconds of peace after all processes are up again."""


def kill_under_load(scene: Scene, kills: int, commands: int, within: float, seed: int = 1) -> Outcome:
    """Five kills meet each of five processes, ten each of them twice."""
    random = Random(seed)
    trial = Trial(scene, seed)
    with trial.load() as load:
        for name in islice(in_rounds(scene.house.names, random), kills):
            time.sleep(random.uniform(*BETWEEN))
            killed_at = kill(scene, name)
        trial.note_recovery(killed_at)
        load.reach(commands, within)
    return trial.outcome()


def in_rounds(names: tuple[str, ...], random: Random) -> Iterator[str]:
    """Round after round, each in an order of its own."""
    while True:
        yield from random.sample(names, len(names))


def kill(scene: Scene, name: str) -> float:
    """And wait until it is up again; the moment of the kill."""
    count = len(scene.supervisor.ended)
    killed_at = scene.supervisor.kill(name)
    scene.supervisor.wait_end(count + 1, within=10.0)
    scene.supervisor.wait_ready(name)
    return killed_at
