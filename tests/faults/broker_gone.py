"""T10: without the broker the gateway says so within a second; what needs only the database goes on."""

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http import HTTPStatus

from sqlalchemy import text

from tests.faults.databases import opened
from tests.faults.importing import Importing
from tests.faults.servers_away import RECOVERED_WITHIN
from tests.faults.stage import DEADLINE, Scene
from tests.faults.trial import Outcome, Trial
from tests.faults.watching import Seen, health_of, longest, nearly_longest, readiness_of, work_of
from tests.processes import wait_until

TOLD_WITHIN = 1.0
HEALTH_WITHIN = 0.1
SEEN_AFTER = DEADLINE + 0.5
"""Seconds in which calls that were on their way may still end by their deadline."""
IMPORTED_WITHIN = 120.0
LEASES = text("SELECT max(until) FROM leases WHERE name LIKE 'timer:%'")


def without_broker(
    scene: Scene, seconds: float, within: float, imports: bool = True, slack: float = 0.0, seed: int = 1
) -> Outcome:
    """`seconds` without a broker, under load; a register that was begun before comes in meanwhile.

    `slack` is for a machine that does much else.
    """
    trial, house = Trial(scene, seed), scene.house
    with ExitStack() as watching, trial.load(patience=seconds + within) as load:
        load.reach(40, within)
        importing = _begun(scene, within) if imports else None
        work = watching.enter_context(work_of(house))
        readies = [watching.enter_context(readiness_of(house, name)) for name in house.names]
        healths = [watching.enter_context(health_of(house, name)) for name in house.names]
        with _stopped(scene):
            known = time.monotonic() + SEEN_AFTER
            time.sleep(SEEN_AFTER)
            leased = _leased(scene)
            time.sleep(seconds)
            if importing is not None:
                wait_until(importing.is_done, "the register is in without a broker", IMPORTED_WITHIN)
            assert _leased(scene) > leased, "timers stood still"
            refused, red = work.since(known), [seen for ready in readies for seen in ready.since(known)]
        trial.note_recovery(time.monotonic())
        load.reach(trial.ledger.commands + 20, within)
    outcome = trial.outcome()
    _check(refused, red, work.seen, [seen for health in healths for seen in health.seen], slack)
    assert outcome.recovery_seconds is not None
    assert outcome.recovery_seconds <= RECOVERED_WITHIN, outcome.recovery_seconds
    return outcome


def _begun(scene: Scene, within: float) -> Importing:
    """Its first rows are in: what it asks of others it has asked."""
    importing = Importing(scene)
    wait_until(lambda: importing.rows() > 0, "the register comes in", within)
    return importing


def _check(refused: list[Seen], red: list[Seen], work: list[Seen], healths: list[Seen], slack: float) -> None:
    assert refused
    assert {seen.status for seen in refused} == {HTTPStatus.SERVICE_UNAVAILABLE}, refused[:3]
    assert all(seen.retry_after for seen in refused), refused[:3]
    assert longest(refused) <= TOLD_WITHIN + slack, longest(refused)
    assert longest(work) <= DEADLINE * 1.1 + slack, longest(work)
    assert {seen.status for seen in red} == {HTTPStatus.SERVICE_UNAVAILABLE}, red[:3]
    assert {seen.status for seen in healths} == {HTTPStatus.OK}, healths[:3]
    assert nearly_longest(healths) <= HEALTH_WITHIN + slack, nearly_longest(healths)


@contextmanager
def _stopped(scene: Scene) -> Iterator[None]:
    scene.rabbitmq.stop()
    try:
        yield
    finally:
        scene.rabbitmq.start()


def _leased(scene: Scene) -> float:
    """Until when, of notify's timers."""
    with opened(scene.house, "notify") as connection:
        return float(connection.execute(LEASES).scalar_one())
