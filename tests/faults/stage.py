"""Where faults are tried: a house of each profile under supervision, started when it is first asked for."""

import shutil
import sys
from contextlib import ExitStack
from functools import cached_property
from itertools import count
from pathlib import Path
from typing import Self

from tests.faults.holdings import Observer
from tests.faults.supervisor import Supervisor
from tests.house import House, HouseProfile
from tests.servers import PostgreSql, RabbitMq, private_postgresql, private_rabbitmq

# Callers learn soon that nobody answers; a poisoned event has its tries within seconds, each wait longer.
WAITS = (2.0, 5.0)
LIMITS = {"rpc_deadline": 3.0, "parked_waits": " ".join(map(str, WAITS))}


class Scene:
    """One running house with the sample, its supervisor and somebody who looks at it."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.supervisor = Supervisor(house)
        self.observer = Observer(house)

    def __enter__(self) -> Self:
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
        self._scenes: dict[HouseProfile, Scene] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for profile in tuple(self._scenes):
            self.leave(profile)
        self._open.__exit__(*sys.exc_info())

    @cached_property
    def rabbitmq(self) -> RabbitMq:
        return self._open.enter_context(private_rabbitmq(self.room("rabbitmq")))

    @cached_property
    def postgresql(self) -> PostgreSql:
        return self._open.enter_context(private_postgresql(self.room("postgresql")))

    def scene(self, profile: HouseProfile) -> Scene:
        if profile not in self._scenes:
            room = self.room(profile)
            self._scenes[profile] = (
                embedded_scene(room)
                if profile == "embedded"
                else production_scene(room, self.rabbitmq, self.postgresql)
            ).__enter__()
        return self._scenes[profile]

    def leave(self, profile: HouseProfile) -> None:
        """The next to ask for it gets another."""
        scene = self._scenes.pop(profile, None)
        if scene is not None:
            scene.__exit__()

    def keep_logs(self, profile: HouseProfile, folder: Path) -> None:
        """Of a house that is about to go."""
        folder.mkdir(parents=True, exist_ok=True)
        if profile in self._scenes:
            for log in self._scenes[profile].house.folder.glob("*.log"):
                shutil.copy(log, folder)

    def room(self, name: str) -> Path:
        room = self._folder / f"{name}-{next(self._rooms)}"
        room.mkdir()
        return room


def embedded_scene(folder: Path) -> Scene:
    return Scene(House(folder, settings={"limits": LIMITS}))


def production_scene(folder: Path, rabbitmq: RabbitMq, postgresql: PostgreSql) -> Scene:
    return Scene(House(folder, rabbitmq, postgresql, settings={"limits": LIMITS}))
