"""`make faults`: every fault on both profiles, or those that ONLY names; fails when a command did."""

import argparse
import sys
import tempfile
import time
from itertools import dropwhile
from pathlib import Path

from tests.faults.catalogue import SCENES, Fault, catalogue
from tests.faults.report import REPORT, commands_told, keep, keep_broken
from tests.faults.stage import SceneName, Stage
from tests.faults.trial import Outcome, judge_sending, sent

AT_LEAST = 20_000
"""Commands in the long form, over all faults and both profiles."""
LOGS = REPORT.with_name("faults")
"""What the house wrote down while something broke."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="make faults")
    parser.add_argument("--only", help="T1, T4, T4_relay_after_publish, T6.embedded, T14 …")
    parser.add_argument("--begin", help="the same: from this one on, where a long form was broken off")
    asked = parser.parse_args()
    only = asked.only
    meant = from_one_on(asked.begin, [fault for fault in catalogue() if fault.is_meant(only)])
    if not meant:
        parser.error(f"no fault is called {asked.begin or only}")
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="linli-faults-") as folder, Stage(Path(folder)) as stage:
        are_clean = [
            play_all(stage, scene, [fault for fault in meant if fault.scene == scene]) for scene in SCENES
        ]
    print(f"{REPORT} written, {time.monotonic() - began:.0f} s", flush=True)
    if only is None and (told := commands_told()) < AT_LEAST:
        print(f"{told} commands are too few: {AT_LEAST} at least", flush=True)
        return 1
    return 0 if all(are_clean) else 1


def from_one_on(begin: str | None, faults: list[Fault]) -> list[Fault]:
    """The first that is meant and all after it; those before it keep what they were found to do."""
    return list(dropwhile(lambda fault: not fault.is_meant(begin), faults))


def play_all(stage: Stage, scene: SceneName, faults: list[Fault]) -> bool:
    """Whether nothing was lost, doubled or made up, and nothing else was amiss."""
    is_clean = True
    played: list[tuple[Fault, Outcome]] = []
    for fault in faults:
        began = time.monotonic()
        try:
            outcome = fault.play(stage)
        except Exception as broke:
            keep_broken(fault, broke)
            stage.keep_logs(scene, LOGS / f"{fault.name}.{fault.run}")
            stage.leave(scene)
            played.clear()
            is_clean = False
        else:
            keep(fault, outcome, seconds=time.monotonic() - began)
            played.append((fault, outcome))
    _wait_sent(stage, scene, played)
    is_clean = _leave(stage, scene) and is_clean
    return is_clean and all(outcome.verdict.is_clean for _, outcome in played)


def _leave(stage: Stage, scene: SceneName) -> bool:
    """Whether the house left nothing behind that it should not; the next one is played all the same."""
    try:
        stage.leave(scene)
    except AssertionError as left:
        print(f"{scene}: {left}", flush=True)
        return False
    return True


def _wait_sent(stage: Stage, scene: SceneName, played: list[tuple[Fault, Outcome]]) -> None:
    """Last of all: what a killed process had in hand is sent when its lease is over."""
    told = [(fault, outcome) for fault, outcome in played if outcome.ledger.commands]
    if not told:
        return
    after = sent(stage.scene(scene))
    for fault, outcome in told:
        if judge_sending(outcome, after):
            keep(fault, outcome)


if __name__ == "__main__":
    sys.exit(main())
