"""T2 and T3: the broker, or the database, is stopped, killed, or throws everybody out, under load."""

import time
from collections.abc import Callable
from dataclasses import dataclass

import psycopg2

from tests.faults.stage import Scene
from tests.faults.trial import Outcome, Trial

RECOVERED_WITHIN = 30.0
"""Seconds from the server's return."""


@dataclass(frozen=True)
class Absence:
    """How a server goes and for how many seconds it is away."""

    go: Callable[[Scene], object]
    come: Callable[[Scene], object]
    seconds: float


BROKER = {
    "stopped": Absence(lambda scene: scene.rabbitmq.stop(), lambda scene: scene.rabbitmq.start(), 8.0),
    "killed": Absence(lambda scene: scene.rabbitmq.kill(), lambda scene: scene.rabbitmq.start(), 3.0),
    "restarted": Absence(lambda scene: scene.rabbitmq.stop(), lambda scene: scene.rabbitmq.start(), 0.0),
}


def throw_out(scene: Scene) -> None:
    """Every session of the services ends at once, as when a proxy before the server is restarted."""
    connection = psycopg2.connect(scene.postgresql.dsn)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE usename LIKE '%\\_app' OR usename LIKE '%\\_work'"
        )
    connection.close()


DATABASE = {
    "stopped": Absence(lambda scene: scene.postgresql.stop(), lambda scene: scene.postgresql.start(), 8.0),
    "killed": Absence(lambda scene: scene.postgresql.kill(), lambda scene: scene.postgresql.start(), 3.0),
    "thrown_out": Absence(throw_out, throw_out, 2.0),
}


def away(scene: Scene, absence: Absence, times: int, commands: int, within: float, seed: int = 1) -> Outcome:
    """Everything goes on by itself, soon after the server is back."""
    trial = Trial(scene, seed)
    with trial.load() as load:
        for _ in range(times):
            load.reach(trial.ledger.commands + commands // (2 * times), within)
            absence.go(scene)
            time.sleep(absence.seconds)
            absence.come(scene)
            trial.note_recovery(time.monotonic())
        load.reach(commands, within)
    outcome = trial.outcome()
    assert outcome.recovery_seconds is not None
    assert outcome.recovery_seconds <= RECOVERED_WITHIN, outcome.recovery_seconds
    return outcome
