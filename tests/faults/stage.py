"""Where faults are tried: a house of each profile under supervision, started when it is first asked for."""

import shutil
import sys
from contextlib import ExitStack
from functools import cached_property
from itertools import count
from pathlib import Path
from typing import Literal, Self

from tests.faults.holdings import Observer
from tests.faults.line import Line
from tests.faults.supervisor import Supervisor
from tests.house import House
from tests.servers import PostgreSql, RabbitMq, private_postgresql, private_rabbitmq

# Callers learn soon that nobody answers; a poisoned event has its tries within seconds, each wait longer.
WAITS = (2.0, 5.0)
DEADLINE = 3.0
LIMITS = {"rpc_deadline": DEADLINE, "parked_waits": " ".join(map(str, WAITS))}
HEARTBEAT = 5
"""Seconds, where the broker falls silent: two of them and its silence is known."""


SceneName = Literal["embedded", "production", "lined"]
"""`lined` is production with a line to the broker that may be held, cut and slowed."""


class Scene:
    """One running house with the sample, its supervisor and somebody who looks at it.

    `rabbitmq` and `postgresql` are there where the house stands on them.
    """

    rabbitmq: RabbitMq
    postgresql: PostgreSql
    line: Line | None = None

    def __init__(self, house: House) -> None:
        self.house = house
        self.supervisor = Supervisor(house)
        self.observer = Observer(house)

    def __enter__(self) -> Self:
        if self.line is not None:
            self.line.__enter__()
        self.house.start()
        try:
            self.house.load_sample()
        except BaseException:
            self.house.stop()
            raise
        self.supervisor.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        self.supervisor.__exit__()
        self.observer.close()
        self.house.__exit__()
        if self.line is not None:
            self.line.__exit__()

    @property
    def hearing(self) -> str:
        """The process that hears events."""
        return "up" if self.house.profile == "embedded" else "notify"

    @property
    def telling(self) -> tuple[str, ...]:
        """The processes between a change of grids and its hearing in notify."""
        return ("up",) if self.house.profile == "embedded" else ("grids", "notify")


class Stage:
    """Servers for as long as it stands; a scene until it is left."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._rooms = count(1)
        self._open = ExitStack()
        self._scenes: dict[SceneName, Scene] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for name in tuple(self._scenes):
            self.leave(name)
        self._open.__exit__(*sys.exc_info())

    @cached_property
    def rabbitmq(self) -> RabbitMq:
        return self._open.enter_context(private_rabbitmq(self.room("rabbitmq")))

    @cached_property
    def postgresql(self) -> PostgreSql:
        return self._open.enter_context(private_postgresql(self.room("postgresql")))

    def scene(self, name: SceneName) -> Scene:
        if name not in self._scenes:
            self._scenes[name] = self._made(name).__enter__()
        return self._scenes[name]

    def leave(self, name: SceneName) -> None:
        """The next to ask for it gets another."""
        scene = self._scenes.pop(name, None)
        if scene is not None:
            scene.__exit__()

    def keep_logs(self, name: SceneName, folder: Path) -> None:
        """Of a house that is about to go."""
        folder.mkdir(parents=True, exist_ok=True)
        if name in self._scenes:
            for log in self._scenes[name].house.folder.glob("*.log"):
                shutil.copy(log, folder)

    def _made(self, name: SceneName) -> Scene:
        room = self.room(name)
        if name == "embedded":
            return embedded_scene(room)
        if name == "production":
            return production_scene(room, self.rabbitmq, self.postgresql)
        return lined_scene(room, self.rabbitmq, self.postgresql)

    def room(self, name: str) -> Path:
        room = self._folder / f"{name}-{next(self._rooms)}"
        room.mkdir()
        return room


def embedded_scene(folder: Path) -> Scene:
    return Scene(House(folder, settings={"limits": LIMITS}))


def production_scene(folder: Path, rabbitmq: RabbitMq, postgresql: PostgreSql) -> Scene:
    return _on(rabbitmq, postgresql, House(folder, rabbitmq, postgresql, settings={"limits": LIMITS}))


def lined_scene(folder: Path, rabbitmq: RabbitMq, postgresql: PostgreSql) -> Scene:
    line = Line(rabbitmq.port)
    vhost = rabbitmq.fresh_vhost().replace(f":{rabbitmq.port}/", f":{line.port}/")
    settings = {"limits": LIMITS, "broker": {"uri": vhost, "heartbeat": HEARTBEAT}}
    scene = _on(rabbitmq, postgresql, House(folder, rabbitmq, postgresql, settings=settings))
    scene.line = line
    return scene


def _on(rabbitmq: RabbitMq, postgresql: PostgreSql, house: House) -> Scene:
    scene = Scene(house)
    scene.rabbitmq, scene.postgresql = rabbitmq, postgresql
    return scene
