"""T5: no call outlives its deadline by more than a tenth; health is told all the while, whatever hangs."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http import HTTPStatus

from tests.faults.stage import DEADLINE, Scene
from tests.faults.trial import Outcome, Trial
from tests.faults.watching import health_of, longest, nearly_longest, work_of

A_TENTH_MORE = 1.1
HEALTH_WITHIN = 0.1
FEW = 2
"""Callers: who waits is what this is about, not how many."""
HUNG = "grids"


@contextmanager
def gone(scene: Scene) -> Iterator[None]:
    with scene.supervisor.killed(HUNG):
        yield


@contextmanager
def frozen(scene: Scene) -> Iterator[None]:
    pid = scene.house.pids[HUNG]
    os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(pid, signal.SIGCONT)


@contextmanager
def channels_closed(scene: Scene) -> Iterator[None]:
    """By the server, each second, while calls wait."""
    assert scene.line is not None
    scene.line.close_channels()
    yield
    scene.line.close_channels()


@contextmanager
def blackholed(scene: Scene) -> Iterator[None]:
    """What is sent to the broker arrives nowhere, and nobody says so."""
    assert scene.line is not None
    scene.line.hold()
    try:
        yield
    finally:
        scene.line.release()


@contextmanager
def alarmed(scene: Scene) -> Iterator[None]:
    """The broker has no memory left and takes no publishes."""
    scene.rabbitmq.control("set_vm_memory_high_watermark", "absolute", "1")
    try:
        yield
    finally:
        scene.rabbitmq.control("set_vm_memory_high_watermark", "0.4")


TROUBLES = {"gone": gone, "frozen": frozen}
TROUBLES_OF_THE_LINE = {
    "channels_closed": channels_closed,
    "blackholed": blackholed,
    "memory_alarm": alarmed,
}


def hang(
    scene: Scene, trouble: str, seconds: float, within: float, slack: float = 0.0, seed: int = 1
) -> Outcome:
    """`seconds` of trouble under a little load; `slack` for a machine that does much else."""
    trial = Trial(scene, seed)
    house, healthy = scene.house, [name for name in scene.house.names if name != HUNG]
    with ExitStack() as watching, trial.load(callers=FEW) as load:
        load.reach(20, within)
        works = [watching.enter_context(work_of(house)) for _ in range(FEW)]
        healths = [watching.enter_context(health_of(house, name)) for name in healthy]
        with (TROUBLES | TROUBLES_OF_THE_LINE)[trouble](scene):
            time.sleep(seconds)
        trial.note_recovery(time.monotonic())
    outcome = trial.outcome()
    asked = [seen for work in works for seen in work.seen]
    assert longest(asked) <= DEADLINE * A_TENTH_MORE + slack, longest(asked)
    assert {seen.status for seen in asked} <= {200, 503, 504}, {seen.status for seen in asked}
    assert all(seen.retry_after for seen in asked if seen.status == HTTPStatus.SERVICE_UNAVAILABLE)
    told = [seen for health in healths for seen in health.seen]
    assert {seen.status for seen in told} == {200}, {seen.status for seen in told}
    assert nearly_longest(told) <= HEALTH_WITHIN + slack, nearly_longest(told)
    return outcome
