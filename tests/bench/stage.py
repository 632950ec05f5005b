"""What the measurements stand on, each started when it is first asked for."""

import sys
from contextlib import ExitStack
from functools import cached_property
from pathlib import Path
from typing import Self

from tests.bench.bare import bare_http, bare_rpc
from tests.bench.load import Target
from tests.house import House
from tests.servers import PostgreSql, RabbitMq, private_postgresql, private_rabbitmq


class Stage:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._open = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._open.__exit__(*sys.exc_info())

    @cached_property
    def rabbitmq(self) -> RabbitMq:
        return self._open.enter_context(private_rabbitmq(self.folder / "rabbitmq"))

    @cached_property
    def postgresql(self) -> PostgreSql:
        """As shipped, but for one thing: it remembers when each transaction was committed."""
        return self._open.enter_context(
            private_postgresql(self.folder / "postgresql", track_commit_timestamp="on")
        )

    @cached_property
    def house(self) -> House:
        """A process per service, the sample loaded."""
        house = House(self._room("house"), self.rabbitmq, self.postgresql)
        self._open.enter_context(house)
        house.load_sample()
        return house

    @cached_property
    def one_process(self) -> House:
        """Not started."""
        house = House(self._room("one-process"))
        self._open.callback(house.stop)
        return house

    def bare_http(self) -> Target:
        return self._bare_http

    def bare_rpc(self) -> Target:
        return self._bare_rpc

    @cached_property
    def _bare_http(self) -> Target:
        return self._open.enter_context(bare_http(self.folder, self.rabbitmq))

    @cached_property
    def _bare_rpc(self) -> Target:
        return self._open.enter_context(bare_rpc(self.folder, self.rabbitmq))

    def _room(self, name: str) -> Path:
        room = self.folder / name
        room.mkdir()
        return room
