"""T8 on the whole path: notify has heard nothing, and all that grids ever told comes to it in another order.

Half of it comes again after each kill, while callers go on and some areas' events fail at first.
"""

import time
from collections.abc import Sequence
from random import Random

from sqlalchemy import text

from services.chassis.crash import POISON
from tests.faults.databases import opened
from tests.faults.ledger import Ledger
from tests.faults.oracle import CHANGE_AREA
from tests.faults.stage import Scene
from tests.faults.trial import Outcome, Trial
from tests.house import House
from tests.processes import wait_until

IN_THE_MIDDLE = (0.5, 2.0)
"""Seconds of hearing before a kill."""
REPLAYED_WITHIN = 90.0
FORGET = (
    "DELETE FROM audit WHERE action IN (SELECT handler FROM inbox)",
    *(f"DELETE FROM {table}" for table in ("inbox", "messages", "areas", "staff", "mirror_states")),
)
TOLD = "district, id, type, subject, version, body, recorded_at, unheard"
SHUFFLE = (
    "CREATE TEMPORARY TABLE told AS SELECT * FROM outbox WHERE NOT unheard",
    "DELETE FROM outbox WHERE NOT unheard",
    f"INSERT INTO outbox ({TOLD}) SELECT {TOLD} FROM told ORDER BY random()",
    "DROP TABLE told",
)
# Nobody waits for the end of a dead relay's claims here.
TELL_HALF_AGAIN = (
    "UPDATE outbox SET claimed_until = NULL WHERE claimed_until IS NOT NULL",
    "UPDATE outbox SET published_at = NULL WHERE published_at IS NOT NULL AND NOT unheard AND seq % 2 = 0",
)


def retell_in_any_order(scene: Scene, kills: int, commands: int, within: float, seed: int = 1) -> Outcome:
    """Two kills at most: an event that was in hand at three would rightly be dead."""
    trial = Trial(scene, seed)
    with trial.load() as load:
        load.reach(commands // 2, within)
        _begin_anew(scene, poison=_of_one_area_in_sixteen(trial.ledger, trial.random))
        for _ in range(kills):
            time.sleep(trial.random.uniform(*IN_THE_MIDDLE))
            with scene.supervisor.killed(*scene.telling):
                _change(scene.house, "grids", TELL_HALF_AGAIN)
        load.reach(commands, within)
    _replay_all(scene)
    return trial.outcome()


def _begin_anew(scene: Scene, poison: str) -> None:
    with scene.supervisor.killed(*scene.telling, **{POISON: poison}):
        _change(scene.house, "notify", FORGET)
        _change(scene.house, "grids", SHUFFLE)


def _of_one_area_in_sixteen(ledger: Ledger, random: Random) -> str:
    changed = [told.order.about for told in ledger.told if told.order.step == CHANGE_AREA]
    return f"areas:raise:{random.choice(changed)[-1]}"


def _change(house: House, service: str, statements: Sequence[str]) -> None:
    with opened(house, service, "rw") as connection:
        for statement in statements:
            connection.execute(text(statement))


def _replay_all(scene: Scene) -> None:
    """What was parked comes to its due time, what is dead is replayed."""

    def nothing_is_set_aside() -> bool:
        dead = scene.observer.set_aside("dead")
        for event in dead:
            scene.observer.replay(event["handler"], event["event_id"])
        return not dead and not scene.observer.set_aside("parked")

    wait_until(nothing_is_set_aside, "nothing is set aside any more", REPLAYED_WITHIN)
