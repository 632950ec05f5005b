"""Every fault of the long form: its name, where it is tried, and how hard."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from tests.faults.any_order import try_any_order
from tests.faults.broker_gone import without_broker
from tests.faults.crash_points import Crash, crash_under_load, crashes
from tests.faults.deadlines import TROUBLES, TROUBLES_OF_THE_LINE, hang
from tests.faults.duplicates import fifty_at_once, killed_in_the_middle
from tests.faults.full_disk import fill_the_disk
from tests.faults.heartbeats import work_hard
from tests.faults.kills import kill_under_load
from tests.faults.notify_alone import notify_on_postgresql, notify_on_sqlite
from tests.faults.oracle import Verdict
from tests.faults.poison import end_the_process, raise_always
from tests.faults.pressure import full_queues, slow_database
from tests.faults.refeeding import refeed_under_kills
from tests.faults.restoring import restore_under_load
from tests.faults.retelling import retell_in_any_order
from tests.faults.rolling import restart_in_turn
from tests.faults.servers_away import BROKER, DATABASE, away
from tests.faults.small_disk import can_mount
from tests.faults.stage import Scene, SceneName, Stage
from tests.faults.trial import Outcome
from tests.faults.two_versions import two_versions
from tests.house import HouseProfile

SCENES: tuple[SceneName, ...] = ("embedded", "production", "lined")
EMBEDDED_ONLY = "T14"
"""Its own figures are those of all others on the embedded profile."""
WITHIN = 300.0
STORIES: dict[HouseProfile, int] = {"embedded": 400, "production": 200}
"""What is tried is the order, and the database knows none: on the slower one half as many do."""


@dataclass(frozen=True)
class Fault:
    """`run` tells the trials of one fault apart: the scene, then what is special."""

    name: str
    run: str
    play: Callable[[Stage], Outcome]

    @property
    def scene(self) -> SceneName:
        return next(scene for scene in SCENES if self.run.startswith(scene))

    def is_meant(self, only: str | None) -> bool:
        """`T4` and `T4_relay_after_claim` by name, `T4.embedded` by run as well."""
        wanted, _, run = (only or "").partition(".")
        if not self.run.startswith(run):
            return False
        if wanted == EMBEDDED_ONLY:
            return self.scene == "embedded"
        return not wanted or wanted == self.name or self.name.startswith(f"{wanted}_")


def catalogue() -> list[Fault]:
    return [
        *_of_profile("embedded"),
        *_of_profile("production"),
        *_of_servers(),
        *_of_disks(),
        *_of_the_line(),
        *_of_the_past(),
    ]


def _of_profile(profile: HouseProfile) -> Iterator[Fault]:
    on = partial(_in, profile)
    # First, while there is not much to tell again.
    retell = partial(retell_in_any_order, kills=2, commands=600, within=WITHIN)
    yield Fault("T8", f"{profile}.retold", on(retell))
    yield Fault("T1", profile, on(partial(kill_under_load, kills=10, commands=1600, within=WITHIN)))
    for crash in crashes(profile):
        yield Fault(f"T4_{crash.point}", _run_of(crash), on(partial(_crash, crash=crash)))
    yield Fault("T6", f"{profile}.raise", on(partial(raise_always, commands=300, within=WITHIN)))
    yield Fault("T6", f"{profile}.exit", on(end_the_process))
    yield Fault("T7", f"{profile}.at_once", on(partial(fifty_at_once, cases=10)))
    yield Fault("T7", f"{profile}.killed", on(partial(killed_in_the_middle, cases=4)))
    yield Fault("T8", f"{profile}.any_order", partial(_any_order, profile=profile))
    refeed = partial(refeed_under_kills, kills=4, commands=300, within=WITHIN)
    yield Fault("T8", f"{profile}.refed", on(refeed))


def _of_servers() -> Iterator[Fault]:
    """What only a house on servers of its own can meet."""
    for server, absences in (("broker", BROKER), ("database", DATABASE)):
        for way, absence in absences.items():
            name = "T2" if server == "broker" else "T3"
            gone = partial(away, absence=absence, times=2, commands=600, within=WITHIN)
            yield Fault(name, f"production.{server}.{way}", _in("production", gone))
    for trouble in TROUBLES:
        yield _hanging("production", trouble)
    slow = partial(slow_database, seconds=30.0, within=WITHIN)
    yield Fault("pressure", "production.slow_database", _in("production", slow))
    full = partial(full_queues, closings=200, within=WITHIN)
    yield Fault("pressure", "production.full_queues", _in("production", full))
    yield Fault("T9", "production", _in("production", partial(restart_in_turn, rounds=3)))
    yield Fault("T9", "production.two_versions", _beside_older)
    without = partial(without_broker, seconds=600.0, within=WITHIN)
    yield Fault("T10", "production", _in("production", without))


def _hanging(scene: SceneName, trouble: str) -> Fault:
    hanging = partial(hang, trouble=trouble, seconds=15.0, within=WITHIN)
    return Fault("T5", f"{scene}.{trouble}", _in(scene, hanging))


def _beside_older(stage: Stage) -> Outcome:
    return two_versions(stage, stage.scene("production"), seconds=300.0, within=WITHIN)


def _of_the_past() -> Iterator[Fault]:
    yield Fault("T13", "production", partial(restore_under_load, commands=1500, within=WITHIN))


def _of_disks() -> Iterator[Fault]:
    """In houses of their own."""
    if not can_mount():
        return
    profiles: tuple[HouseProfile, ...] = ("embedded", "production")
    for profile in profiles:
        fill = partial(fill_the_disk, profile=profile, seconds=8.0, commands=300, within=WITHIN)
        yield Fault("T3", f"{profile}.disk_full", fill)


def _of_the_line() -> Iterator[Fault]:
    for trouble in TROUBLES_OF_THE_LINE:
        yield _hanging("lined", trouble)
    yield Fault("T11", "lined", _in("lined", partial(work_hard, seconds=90.0, within=WITHIN)))


def _in(scene: SceneName, play: Callable[[Scene], Outcome]) -> Callable[[Stage], Outcome]:
    return lambda stage: play(stage.scene(scene))


def _run_of(crash: Crash) -> str:
    return f"{crash.profile}.{crash.process}.{crash.pass_number}"


def _crash(scene: Scene, crash: Crash) -> Outcome:
    return crash_under_load(scene, crash, commands=350, within=WITHIN)


def _any_order(stage: Stage, profile: HouseProfile) -> Outcome:
    room = stage.room("notify")
    notify = notify_on_sqlite(room) if profile == "embedded" else notify_on_postgresql(room, stage.postgresql)
    try:
        return Outcome(try_any_order(notify, STORIES[profile]), Verdict())
    finally:
        notify.database.close()
