"""One fault tried on one house: load, faults, the end of the load, and what became of every command."""

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random

from services.chassis.crash import STATUS
from tests.faults.asking import PATIENCE
from tests.faults.databases import applied_again, audited_readings, unpublished
from tests.faults.holdings import Holdings
from tests.faults.ledger import Ledger
from tests.faults.lives import CaseLife
from tests.faults.load import CALLERS, Load
from tests.faults.oracle import Verdict, judge, judge_ended
from tests.faults.stage import Scene
from tests.processes import wait_until

# What a process had claimed when it ended is claimed again after a minute.
SETTLED_WITHIN = 90.0
TOLD_WITHIN = 90.0
SENT_WITHIN = 100.0
AUDITED_WITHIN = 15.0
LOOK_AGAIN_AFTER = 0.5
MEANT = (-signal.SIGKILL, STATUS)


@dataclass
class Outcome:
    """What one fault did to one house; times in seconds, None where nothing had to recover."""

    commands: int
    verdict: Verdict
    recovery_seconds: float | None = None
    files_checked: int = 0
    ledger: Ledger = field(default_factory=Ledger, repr=False)


class Trial:
    """`seed` makes the callers' choices; the house may have been through others before."""

    def __init__(self, scene: Scene, seed: int) -> None:
        self.scene = scene
        self.random = Random(seed)
        self.ledger = Ledger()
        self._seed = seed
        self._before = scene.observer.holdings()
        self._files, self._ended = scene.supervisor.files_checked, len(scene.supervisor.ended)
        self._recovery: float | None = None

    @contextmanager
    def load(self, callers: int = CALLERS, patience: float = PATIENCE) -> Iterator[Load]:
        """`patience`: how long its callers wait for what they only read."""
        with Load(self.scene.house, self.ledger, self._seed, callers, patience) as load:
            yield load

    @contextmanager
    def caller(self) -> Iterator[CaseLife]:
        """One without whims, beside the load."""
        life = CaseLife(self.scene.house, self.ledger, self.random, whims=False)
        yield life
        life.close()

    def note_recovery(self, since: float) -> None:
        """Wait until the house is itself again: each closing answered before is told, and commands go on.

        Of several recoveries the longest counts.
        """
        commands = self.ledger.commands
        self.wait_told(self.ledger.closed_before(since))
        wait_until(lambda: self.ledger.commands > commands, "commands go on", TOLD_WITHIN)
        self._recovery = max(time.monotonic() - since, self._recovery or 0.0)

    def wait_told(self, cases: set[str]) -> None:
        wait_until(lambda: self._are_told(cases), "all is told", TOLD_WITHIN)

    def outcome(self) -> Outcome:
        """After the load has ended and the house had time to settle."""
        verdict = judge(self.ledger, self._before, settled(self.scene))
        verdict.find("lost", len(self._unaudited()), "readings that were answered and are not in the audit")
        verdict.find("duplicate", applied_again(self.scene.house), "events that a handler applied again")
        self._check_ends()
        checked = self.scene.supervisor.files_checked - self._files
        return Outcome(self.ledger.commands, verdict, self._recovery, checked, self.ledger)

    def _unaudited(self) -> set[str]:
        """What a killed process had not loaded from its spool, another does."""
        readings, until = set(self.ledger.readings), time.monotonic() + AUDITED_WITHIN
        missing = readings
        while missing and time.monotonic() < until:
            missing = readings - audited_readings(self.scene.house)
            time.sleep(LOOK_AGAIN_AFTER)
        return missing

    def _check_ends(self) -> None:
        """No process ended but by what was done to it."""
        strange = [one for one in self.scene.supervisor.ended[self._ended :] if one.status not in MEANT]
        assert not strange, strange

    def _are_told(self, due: set[str]) -> bool:
        time.sleep(LOOK_AGAIN_AFTER)
        return due <= {message["case_id"] for message in self.scene.observer.messages()}


def settled(scene: Scene) -> Holdings:
    """What the house holds once nothing is on its way any more, or when the time for it is up.

    An event that was published and not marked comes a second time: only then is it seen that it counts once.
    """
    until = time.monotonic() + SETTLED_WITHIN
    while unpublished(scene.house) and time.monotonic() < until:
        time.sleep(LOOK_AGAIN_AFTER)
    holdings = scene.observer.holdings()
    while not holdings.is_settled and time.monotonic() < until:
        time.sleep(LOOK_AGAIN_AFTER)
        holdings = scene.observer.holdings()
    return holdings


def sent(scene: Scene) -> Holdings:
    """The same once every message has ended: one that was in a killed process's hand waits for its lease."""
    until = time.monotonic() + SENT_WITHIN
    holdings = scene.observer.holdings()
    while holdings.unended and time.monotonic() < until:
        time.sleep(LOOK_AGAIN_AFTER)
        holdings = scene.observer.holdings()
    return holdings


def judge_sending(outcome: Outcome, after: Holdings) -> bool:
    """Adds what turned out amiss after all; tells whether there was any."""
    ended = judge_ended(outcome.ledger, after)
    outcome.verdict.add(ended)
    return not ended.is_clean
