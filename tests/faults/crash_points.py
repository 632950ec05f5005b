"""T4: a process ends itself at each named crash point in turn; nothing accepted is lost at any step."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Thread

from services.chassis.crash import POINTS, POISON, STATUS, VARIABLE
from tests.faults.stage import Scene
from tests.faults.trial import Outcome, Trial
from tests.house import HouseProfile

REACHED_WITHIN = 90.0
EVERYWHERE = ("grids", "notify")
# Where a point can be reached: grids hears nothing and has no timer, nobody hears what notify records.
PROCESSES = {
    "write_before_commit": EVERYWHERE,
    "write_after_commit": EVERYWHERE,
    "write_after_reply": EVERYWHERE,
    "relay_after_claim": ("grids",),
    "relay_after_publish": ("grids",),
    "relay_after_confirm": ("grids",),
    "handler_before_commit": ("notify",),
    "handler_after_commit": ("notify",),
    "handler_after_park": ("notify",),
    "parked_after_claim": ("notify",),
    "timer_before_commit": ("notify",),
    "timer_after_commit": ("notify",),
    "job_after_claim": ("notify",),
    "job_before_commit": ("notify",),
    "job_after_commit": ("notify",),
    "seal_before_commit": EVERYWHERE,
    "seal_after_commit": EVERYWHERE,
}
# A message is claimed in one transaction and marked in another: passes that follow each other meet both.
# What is parked must not have had its last try when the process ends.
PASSES = {
    "timer_before_commit": (20, 21),
    "timer_after_commit": (20, 21),
    "handler_after_park": (2,),
    "parked_after_claim": (1,),
    "job_after_claim": (1,),
    "job_before_commit": (1, 6),
    "job_after_commit": (1, 6),
    "seal_before_commit": (2,),
    "seal_after_commit": (2,),
}
USUAL_PASSES = (15,)
# One closing in sixteen fails, while the point is armed.
FAILING = {POISON: "tell_closing:raise:a"}


@dataclass(frozen=True)
class Crash:
    """One process dying at one point, the so-and-so-manieth time that it comes there."""

    profile: HouseProfile
    process: str
    point: str
    pass_number: int

    @property
    def armed(self) -> dict[str, str]:
        needed = FAILING if "park" in self.point else {}
        return {VARIABLE: f"{self.point}:{self.pass_number}", **needed}


def crashes(profile: HouseProfile) -> list[Crash]:
    """Every point on every process of the profile where it can be reached."""
    return [
        Crash(profile, process, point, pass_number)
        for point in POINTS
        for process in (("up",) if profile == "embedded" else PROCESSES[point])
        for pass_number in PASSES.get(point, USUAL_PASSES)
    ]


def crash_under_load(scene: Scene, crash: Crash, commands: int, within: float, seed: int = 1) -> Outcome:
    trial = Trial(scene, seed)
    supervisor = scene.supervisor
    count = len(supervisor.ended)
    supervisor.restart(crash.process, **crash.armed)
    with trial.load() as load, _fed(scene, crash):
        ended = supervisor.wait_end(count + 1, REACHED_WITHIN)
        assert (ended.name, ended.status) == (crash.process, STATUS), ended
        trial.note_recovery(ended.at)
        load.reach(commands, within)
    return trial.outcome()


@contextmanager
def _fed(scene: Scene, crash: Crash) -> Iterator[None]:
    """A job is in hand while the point is armed: mirrors are fed anew, which is asked again after a kill."""
    feeding = Thread(target=scene.observer.refeed, daemon=True)
    if "job" in crash.point:
        feeding.start()
    yield
    if "job" in crash.point:
        feeding.join(REACHED_WITHIN)
        assert not feeding.is_alive(), "mirrors were not fed in time"
