"""T3, the disk: no room left under the database for a while, and nothing that was accepted is lost."""

import time
from contextlib import ExitStack, suppress
from dataclasses import replace
from http import HTTPStatus
from typing import Protocol

import psycopg2

from tests.faults.ledger import Ledger
from tests.faults.small_disk import SmallDisk, small_disk
from tests.faults.stage import Scene, Stage, embedded_scene, production_scene
from tests.faults.trial import Outcome, Trial, judge_sending, sent
from tests.faults.watching import health_of, work_of
from tests.house import HouseProfile
from tests.servers import PostgreSql

MEGABYTES = 600
SEGMENTS = 40
"""Of the server's log: more than it keeps in store."""


class Disk(Protocol):
    def fill(self) -> None: ...
    def clear(self) -> None: ...


def fill_the_disk(
    stage: Stage, profile: HouseProfile, seconds: float, commands: int, within: float
) -> Outcome:
    """In a house of its own on a disk of its own; what became of its ledger is judged here to the end."""
    with ExitStack() as standing:
        disk = standing.enter_context(small_disk(MEGABYTES))
        room = stage.room(f"full-{profile}")
        if profile == "embedded":
            house = disk.place / "house"
            house.mkdir()
            scene = standing.enter_context(embedded_scene(house))
            return _tried(scene, disk, seconds, commands, within)
        server = PostgreSql(room, place=disk.place)
        server.start()
        standing.callback(server.close)
        scene = standing.enter_context(production_scene(room, stage.rabbitmq, server))
        return _tried(scene, FullCluster(disk, server), seconds, commands, within)


class FullCluster:
    """A cluster that has used up the segments of its log that were there: without room for more it ends."""

    def __init__(self, disk: SmallDisk, server: PostgreSql) -> None:
        self._disk, self._server = disk, server

    def fill(self) -> None:
        self._disk.fill()
        with suppress(psycopg2.Error):
            self._use_up_log()

    def clear(self) -> None:
        """And its manager starts it again."""
        self._disk.clear()
        self._server.revive()

    def _use_up_log(self) -> None:
        connection = psycopg2.connect(self._server.dsn, connect_timeout=3)
        connection.autocommit = True
        with connection.cursor() as cursor:
            for _ in range(SEGMENTS):
                cursor.execute("SELECT pg_logical_emit_message(false, 'full', 'disk'), pg_switch_wal()")


def _tried(
    scene: Scene,
    disk: Disk,
    seconds: float,
    commands: int,
    within: float,
) -> Outcome:
    outcome = _fill(scene, disk, seconds, commands, within)
    judge_sending(outcome, sent(scene))
    return replace(outcome, ledger=Ledger())


def _fill(scene: Scene, disk: Disk, seconds: float, commands: int, within: float) -> Outcome:
    trial, house = Trial(scene, seed=1), scene.house
    with ExitStack() as watching, trial.load() as load:
        load.reach(commands // 2, within)
        healths = [watching.enter_context(health_of(house, name)) for name in house.names]
        work = watching.enter_context(work_of(house))
        disk.fill()
        time.sleep(seconds)
        disk.clear()
        trial.note_recovery(time.monotonic())
        load.reach(commands, within)
    assert {seen.status for health in healths for seen in health.seen} == {HTTPStatus.OK}
    statuses = {seen.status for seen in work.seen}
    assert statuses <= {HTTPStatus.OK, HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.GATEWAY_TIMEOUT}, statuses
    assert HTTPStatus.SERVICE_UNAVAILABLE in statuses, "nobody felt it"
    return trial.outcome()
