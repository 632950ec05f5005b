"""T6: a poisoned event is set aside with its reason, its neighbours go on, and a replay applies it once."""

import os
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime

from services.chassis.crash import POISON, STATUS
from services.chassis.ids import new_id
from tests.faults.holdings import Row
from tests.faults.lives import Case, CaseLife
from tests.faults.stage import WAITS, Scene
from tests.faults.trial import Outcome, Trial
from tests.processes import wait_until

HANDLER = "tell_closing"
TAIL = "badbad"
CRASHES = 3
AHEAD, BEHIND = 3, 6
"""Neighbours within the window of ten that a handler is given at once."""
WITHIN = 90.0
REPLAYED_FOR = 1.5


def raise_always(scene: Scene, commands: int, within: float, seed: int = 1) -> Outcome:
    """Tried with growing waits while the others are handled, then dead."""
    trial = Trial(scene, seed)
    id = _poisoned_id()
    with _poisoned(scene, "raise"), trial.load() as load, trial.caller() as caller:
        with ThreadPoolExecutor(1) as beside:
            watching = beside.submit(_watch, scene)
            caller.live(id)
            neighbours = trial.ledger.closed_before(time.monotonic()) - {id}
            trial.wait_told(neighbours)
        load.reach(commands, within)
    seen = watching.result()
    assert [one["failures"] for one in seen] == [1, 2, 3], seen
    first, second, dead = seen
    late = [each for each in neighbours if _told_at(scene, each).timestamp() > _due(second)]
    assert not late, f"{len(late)} of {len(neighbours)} waited until it was dead"
    assert dead["error"] == "Poisoned", dead
    assert _due(second) - _due(first) >= WAITS[1] > WAITS[0], seen
    _replay_once(scene, dead, id)
    return trial.outcome()


def end_the_process(scene: Scene, seed: int = 1) -> Outcome:
    """Dead after three ends of the process; who was in hand beside it does not wait for the last of them."""
    trial = Trial(scene, seed)
    count = len(scene.supervisor.ended)
    ids = [new_id() for _ in range(AHEAD)] + [_poisoned_id()] + [new_id() for _ in range(BEHIND)]
    with trial.caller() as caller, _poisoned(scene, "exit"):
        cases = [case for id in ids if (case := caller.live(id, until="in_hand"))]
        _close_together(scene, caller, cases)
        dead = _watch(scene)[-1]
        neighbours = [id for id in ids if id != ids[AHEAD]]
        trial.wait_told(set(neighbours))
        ended = scene.supervisor.ended[count:]
    assert [one.status for one in ended] == [STATUS] * CRASHES, ended
    assert dead["error"] == "crashed", dead
    late = [id for id in neighbours if _told_at(scene, id) > ended[-1].on]
    assert not late, f"{len(late)} of {len(neighbours)} neighbours waited for every end of the process"
    _replay_once(scene, dead, ids[AHEAD])
    return trial.outcome()


def _poisoned_id() -> str:
    return f"{new_id()[: -len(TAIL)]}{TAIL}"


def _poisoned(scene: Scene, how: str) -> AbstractContextManager[None]:
    return scene.supervisor.armed(scene.hearing, **{POISON: f"{HANDLER}:{how}:{TAIL}"})


def _close_together(scene: Scene, caller: CaseLife, cases: list[Case]) -> None:
    """So that their events are in one window: in their order where the hearer can be held, else at once."""
    if scene.house.profile == "production":
        with _held(scene.house.pids[scene.hearing]):
            for case in cases:
                caller.step(case)
            time.sleep(1.0)
    else:
        with ThreadPoolExecutor(len(cases)) as pool:
            list(pool.map(caller.step, cases))


@contextmanager
def _held(pid: int) -> Iterator[None]:
    os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(pid, signal.SIGCONT)


def _watch(scene: Scene) -> list[Row]:
    """The poisoned event as it was set aside, failure by failure, until it was dead."""
    seen: dict[int, Row] = {}

    def is_dead() -> bool:
        dead = scene.observer.set_aside("dead")
        for event in [*scene.observer.set_aside("parked"), *dead]:
            seen[event["failures"]] = event
        return bool(dead)

    wait_until(is_dead, "the event is dead", WITHIN)
    return list(seen.values())


def _due(event: Row) -> float:
    return datetime.fromisoformat(event["due_at"]).timestamp()


def _told_at(scene: Scene, id: str) -> datetime:
    [message] = scene.observer.messages_about(id)
    return datetime.fromisoformat(message["queued_at"])


def _replay_once(scene: Scene, dead: Row, id: str) -> None:
    """Handled at last; a second replay finds nothing to do."""
    observer = scene.observer
    assert observer.messages_about(id) == [], "told before it was replayed"
    assert observer.replay(dead["handler"], dead["event_id"]) == 200
    wait_until(lambda: bool(observer.messages_about(id)), "the replayed event is handled", WITHIN)
    assert observer.replay(dead["handler"], dead["event_id"]) == 404
    time.sleep(REPLAYED_FOR)
    assert len(observer.messages_about(id)) == 1, "told twice"
