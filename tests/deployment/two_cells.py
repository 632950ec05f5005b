"""Two cells on one machine, each with a virtual host and databases of its own, behind one gateway."""

import json
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from threading import Event, Thread
from typing import Any, Self
from uuid import uuid4

import httpx

from deploy.linli.services import GATEWAY, SERVICES
from services.chassis.storage.cluster import prepare_roles
from tests.faults.line import Line
from tests.house import House
from tests.house_settings import PASSWORD, ROLES
from tests.processes import wait_until
from tests.servers import PostgreSql, RabbitMq

OF_THE_GATEWAY = ("profile", "data_dir", "keys_dir", "http", "rates", "probe", "log_level", "blobs")


class Cell(House):
    """The services alone, on the keys and the files of all cells; they know of no other cell."""

    def __init__(
        self, folder: Path, name: str, line: Line, rabbitmq: RabbitMq, postgresql: PostgreSql
    ) -> None:
        self.name, self._line = name, line
        home = folder / name
        home.mkdir()
        shared = folder / "keys"
        shared.mkdir(mode=0o700, exist_ok=True)
        (home / "keys").symlink_to(shared)
        addresses = {
            role: postgresql.url_of(f"{name}_{{service}}_{role}", PASSWORD, f"{name}_{{service}}")
            for role in ROLES
        }
        own = {"database": addresses | {"pool": 3}, "blobs": {"folder": str(folder / "blobs")}}
        super().__init__(home, rabbitmq, postgresql, own)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(SERVICES)

    def kill_all(self) -> None:
        for name in self.names:
            self.kill(name)

    def _place_on(self, rabbitmq: RabbitMq) -> str:
        return rabbitmq.fresh_vhost().replace(f":{rabbitmq.port}/", f":{self._line.port}/")

    def _prepare_databases(self, postgresql: PostgreSql) -> None:
        for service in SERVICES:
            postgresql.drop_database(f"{self.name}_{service}")
            prepare_roles(postgresql.admin_url, f"{self.name}_{service}", dict.fromkeys(ROLES, PASSWORD))


class WithGateway(Cell):
    """The cell beside which the gateway of all cells runs."""

    @property
    def names(self) -> tuple[str, ...]:
        return (*SERVICES, GATEWAY)

    @property
    def gateways_file(self) -> Path:
        return self.folder / "gateway.json"

    def metric(self, beginning: str) -> float:
        """The sum of the gateway's samples that begin so."""
        port = self.settings["probe"]["ports"][GATEWAY]
        text = httpx.get(f"http://127.0.0.1:{port}/metrics", timeout=5.0).text
        return sum(float(line.split()[-1]) for line in text.splitlines() if line.startswith(beginning))

    def _line_of(self, name: str) -> list[str]:
        line = super()._line_of(name)
        return [*line[:-1], str(self.gateways_file)] if name == GATEWAY else line


class TwoCells:
    """The district `d-east` lives in the one, all others in the other."""

    def __init__(self, folder: Path, rabbitmq: RabbitMq, postgresql: PostgreSql) -> None:
        self._stack = ExitStack()
        self.line = self._stack.enter_context(Line(rabbitmq.port))
        other = self._stack.enter_context(Line(rabbitmq.port))
        self.east = Cell(folder, "east", self.line, rabbitmq, postgresql)
        self.west = WithGateway(folder, "west", other, rabbitmq, postgresql)
        self._write_map(districts={"d-east": "east"})

    def __enter__(self) -> Self:
        self._stack.enter_context(self.east)
        self._stack.enter_context(self.west)
        return self

    def map_anew(self, **cells: Any) -> None:
        """By the gateway's start with `districts`, and perhaps `moving`."""
        self._write_map(**cells)
        self.west.end(GATEWAY)
        self.west.run(GATEWAY)

    def _write_map(self, **cells: Any) -> None:
        brokers = {cell.name: cell.settings["broker"]["uri"] for cell in (self.east, self.west)}
        settings = {name: self.west.settings[name] for name in OF_THE_GATEWAY}
        told = settings | {"cells": {"brokers": brokers, "others": "west", **cells}}
        self.west.gateways_file.write_text(json.dumps(told))

    @property
    def gateway_is_ready(self) -> bool:
        return self.west._is_ready(GATEWAY)

    def doctor(self) -> str:
        """Of the gateway's settings."""
        return self.west.command("doctor", "--config", str(self.west.gateways_file), configured=False)

    def status(self) -> str:
        """Raises RuntimeError with what it said, where somebody has to look at something."""
        token = self.west.passes.token("operator", kind="operator", district="d-west")
        words = ("status", "--url", self.west.url, "--token", token)
        return self.west.command(*words, configured=False)

    def __exit__(self, *error: Any) -> None:
        self._stack.__exit__(*error)

    def client(self, district: str, role: str = "district_officer", **principal: Any) -> httpx.Client:
        return self.west.client(role, district=district, **principal)

    def bearer(self, secret: str) -> httpx.Client:
        return httpx.Client(
            base_url=self.west.url, timeout=15.0, headers={"Authorization": f"Bearer {secret}"}
        )

    def found(self, district: str) -> str:
        """A county of its own; its id."""
        with self.client(district) as officer:
            return found(officer, None, "county")


class Steady:
    """Two who go on reading and founding in one district, and what each answer was."""

    def __init__(self, cells: TwoCells, district: str, county: str) -> None:
        self._cells, self._district, self._county = cells, district, county
        self._stopping = Event()
        self._threads = [Thread(target=self._live, daemon=True) for _ in range(2)]
        self.took: list[float] = []
        self.failed: list[str] = []

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        for thread in self._threads:
            thread.join()

    def go_on(self, more: int) -> None:
        """Until so many more were answered."""
        until = len(self.took) + more
        wait_until(lambda: len(self.took) >= until or bool(self.failed), f"{more} more answers", 60.0)

    def _live(self) -> None:
        with self._cells.client(self._district) as officer:
            while not self._stopping.wait(0.05):
                self._try(lambda: officer.get(f"/v1/areas/{self._county}").raise_for_status())
                self._try(lambda: found(officer, self._county, "township"))

    def _try(self, what: Callable[[], object]) -> None:
        began = time.monotonic()
        try:
            what()
        except httpx.HTTPError as error:
            self.failed.append(str(error))
        else:
            self.took.append(time.monotonic() - began)


def found(officer: httpx.Client, parent: str | None, kind: str) -> str:
    """Raises HTTPStatusError where the gateway refuses it."""
    area: dict[str, Any] = {
        "id": str(uuid4()),
        "parent_id": parent,
        "kind": kind,
        "name": f"八里庄{uuid4().hex}",
        "codes": [],
    }
    answer = officer.post("/v1/areas/batch", json={"areas": [area]}, headers={"Idempotency-Key": uuid4().hex})
    answer.raise_for_status()
    return str(area["id"])
