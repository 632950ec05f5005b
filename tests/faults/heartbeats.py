"""T11: heavy work for a minute and a half, and no heartbeat is missed."""

import time

from tests.faults.importing import Importing
from tests.faults.stage import Scene
from tests.faults.trial import Outcome, Trial

MISSED = "missed heartbeats"
LOOK_EVERY = 1.0
STANDS_STILL = 30.0
"""Seconds without a row: a step and its longest rest are over in ten."""


def work_hard(scene: Scene, seconds: float, within: float, seed: int = 1) -> Outcome:
    """One register after the other under load; the broker keeps every connection all the while."""
    trial, rabbitmq = Trial(scene, seed), scene.rabbitmq
    missed = rabbitmq.logged(MISSED)
    with trial.load() as load:
        load.reach(20, within)
        before, until = _connections(scene), time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            _import_for(left, scene)
        lost = before - _connections(scene)
    assert not lost, lost
    assert rabbitmq.logged(MISSED) == missed
    return trial.outcome()


def _import_for(seconds: float, scene: Scene) -> None:
    """To its end, or broken off by then; it is at work all the while."""
    importing, until = Importing(scene), time.monotonic() + seconds
    rows, since = 0, time.monotonic()
    while time.monotonic() < until and not importing.is_done():
        if (now := importing.rows()) > rows:
            rows, since = now, time.monotonic()
        assert time.monotonic() - since < STANDS_STILL, f"the import stands still at {rows} rows"
        time.sleep(LOOK_EVERY)
    importing.break_off()


def _connections(scene: Scene) -> set[str]:
    """Of this house's virtual host, by the ports of both ends."""
    vhost = scene.house.settings["broker"]["uri"].rpartition("/")[2]
    listed = scene.rabbitmq.control("list_connections", "vhost", "name").splitlines()
    return {name for where, _, name in (line.partition("\t") for line in listed) if where == vhost}
