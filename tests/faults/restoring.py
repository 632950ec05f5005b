"""T13: a cluster is brought back to a moment of the past, under load; nothing of that past is lost.

A base backup by `linli backup`, the server's own log kept beside it, `linli restored` with the house's logs.
"""

import time
from collections import Counter
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from deploy.linli.backup import CLUSTER
from deploy.linli.services import SERVICES
from tests.archiving_server import ArchivingPostgreSql
from tests.faults.ledger import End, Ledger
from tests.faults.oracle import judge_ended
from tests.faults.stage import Scene, Stage, production_scene
from tests.faults.trial import Outcome, Trial, sent

IN_FLIGHT = 5.0
"""Seconds after the moment in which a command that was told may have been done before it."""
SENT = '"message":"message sent"'


def restore_under_load(stage: Stage, commands: int, within: float) -> Outcome:
    """In a house of its own; half of the commands come before the moment, half after it."""
    with ExitStack() as standing:
        room = stage.room("restored")
        server = ArchivingPostgreSql(room)
        server.start()
        standing.callback(server.close)
        (room / "house").mkdir()
        scene = standing.enter_context(production_scene(room / "house", stage.rabbitmq, server))
        return _restore(scene, server, room / "backup", commands, within)


def _restore(
    scene: Scene, server: ArchivingPostgreSql, backup: Path, commands: int, within: float
) -> Outcome:
    trial, house = Trial(scene, seed=1), scene.house
    with trial.load() as load:
        load.reach(commands // 4, within)
        house.command("backup", str(backup))
        load.reach(commands // 2, within)
        moment, at = datetime.now(UTC), time.monotonic()
        load.reach(commands, within)
    with scene.supervisor.killed(*house.names):
        server.bring_back(backup / CLUSTER, moment)
        logs = [word for name in house.names for word in ("--log", str(house.log_file(name)))]
        said = house.command("restored", "--moment", moment.isoformat(), *logs)
    assert said.count("events go out once more") == len(SERVICES), said
    trial.ledger = _past(trial.ledger, at)
    outcome = trial.outcome()
    outcome.verdict.add(judge_ended(trial.ledger, sent(scene)))
    outcome.verdict.find("duplicate", _left_twice(scene), "messages that left twice")
    return replace(outcome, commands=commands, ledger=Ledger())


def _past(ledger: Ledger, moment: float) -> Ledger:
    """What was told soon after it may or may not have been done before; what came later never was."""
    past = Ledger()
    for told in ledger.told:
        if told.at <= moment:
            past.note(told)
        elif told.at <= moment + IN_FLIGHT and told.end is End.OK:
            past.note(replace(told, end=End.UNKNOWN))
    return past


def _left_twice(scene: Scene) -> int:
    """By the lines of the log channel, those of before the moment with those of after the restore."""
    lines = scene.house.log_file("notify").read_text().splitlines()
    ids = Counter(line.partition('"message_id":"')[2].partition('"')[0] for line in lines if SENT in line)
    return sum(count - 1 for count in ids.values())
