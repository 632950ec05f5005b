"""Linli as processes, for tests that speak HTTP: one process, or one each on RabbitMQ and PostgreSQL."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, Self

import httpx

from deploy.linli.services import GATEWAY, SERVICES
from deploy.sample.api import Api
from deploy.sample.load import load
from services.chassis.settings import DatabaseSettings, load_settings
from services.chassis.storage.cluster import prepare_roles
from tests.house_settings import PASSWORD, ROLES, embedded_settings, production_settings
from tests.passes import Passes
from tests.processes import end, wait_until
from tests.servers import PostgreSql, RabbitMq
from tests.traces.left import Left

ROOT = Path(__file__).parents[1]
READY_WITHIN = 90.0
WRITTEN_BY_SAMPLE = ("grids.outbox", "grids.audit", "grids.idempotency", "members.inbox", "notify.inbox")

HouseProfile = Literal["embedded", "production"]


class House:
    """Empty when made. Processes are named grids, notify and gateway, or `up` where one process is all."""

    def __init__(
        self,
        folder: Path,
        rabbitmq: RabbitMq | None = None,
        postgresql: PostgreSql | None = None,
        settings: Mapping[str, Any] | None = None,
    ) -> None:
        """On RabbitMQ and PostgreSQL when both are given; `settings` come over the usual ones, by section."""
        self.folder = folder
        self.profile: HouseProfile = "production" if rabbitmq and postgresql else "embedded"
        if rabbitmq and postgresql:
            self.settings = production_settings(folder, self._place_on(rabbitmq), postgresql)
            self._prepare_databases(postgresql)
        else:
            self.settings = embedded_settings(folder)
        for section, values in (settings or {}).items():
            given = self.settings.get(section)
            self.settings[section] = given | values if isinstance(given, dict) else values
        self._file = folder / "linli.json"
        self._file.write_text(json.dumps(self.settings))
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._has_sample = False
        self._senders: set[str] = set()
        self.command("keys", "create")
        self.command("migrate")
        self.passes = Passes(folder / "keys")

    @property
    def names(self) -> tuple[str, ...]:
        return ("up",) if self.profile == "embedded" else (*SERVICES, GATEWAY)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.settings['http']['port']}"

    @property
    def pids(self) -> dict[str, int]:
        return {name: process.pid for name, process in self._running.items() if process.poll() is None}

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        """Stopped, and what it left behind read to the end: there is nobody's number and no token in it."""
        self.stop()
        left = self.left()
        assert all(left.read[f"log {name}.log"] for name in self.names), left.read
        assert not self._has_sample or all(left.read[table] for table in WRITTEN_BY_SAMPLE), left.read
        left.hold_nothing()

    def start(self) -> Self:
        """Whatever does not run yet."""
        try:
            for name in set(self.names) - set(self.pids):
                self.run(name, wait=False)
            for name in self.names:
                self.wait_ready(name)
            gone = set(self.names) - set(self.pids)
            assert not gone, f"{gone} ended, and somebody else answered for them"
        except BaseException:
            self.stop()
            raise
        return self

    def run(self, name: str, wait: bool = True, **environ: str) -> None:
        """Start one process, with these variables more in its environment."""
        assert name not in self.pids, f"{name} runs already"
        self._senders.add(environ.get("LINLI_SMTP__SENDER", ""))
        with self.log_file(name).open("ab") as log:
            self._running[name] = subprocess.Popen(
                self._line_of(name),
                cwd=self._home_of(name),
                env=environment() | environ,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        if wait:
            self.wait_ready(name)

    def wait_ready(self, name: str, within: float = READY_WITHIN) -> None:
        wait_until(lambda: self._is_ready(name), f"{name} is ready", within, self.log_file(name))

    def end(self, name: str) -> int | None:
        """SIGTERM and wait; its exit status."""
        return self._signal(name, signal.SIGTERM)

    def kill(self, name: str) -> int | None:
        """SIGKILL and wait; its exit status."""
        return self._signal(name, signal.SIGKILL)

    def stop(self) -> None:
        """The gateway first, so that nothing is asked of a service that has gone."""
        for name in reversed(self.names):
            self.end(name)

    def status_of(self, name: str) -> int | None:
        """The exit status of a process that has ended by itself."""
        return self._running[name].poll()

    def log_file(self, name: str) -> Path:
        return self.folder / f"{name}.log"

    def command(self, *words: str, configured: bool = True, within: float = 60) -> str:
        """Run `linli WORDS` and give what it printed; without `configured` it speaks to the gateway alone.

        `within`: seconds after which it is given up as hanging; no bar for how fast it is.
        """
        settings = ["--config", str(self._file)] if configured else []
        command = [sys.executable, "-m", "deploy.linli", *words, *settings]
        ran = subprocess.run(
            command, cwd=ROOT, env=environment(), capture_output=True, text=True, timeout=within, check=False
        )
        if ran.returncode:
            raise RuntimeError(f"linli {' '.join(words)}: {ran.stdout}{ran.stderr}")
        return ran.stdout

    def client(self, role: str = "district_officer", **principal: Any) -> httpx.Client:
        """Speaks as somebody with this role; see Passes.token for the words."""
        return httpx.Client(
            base_url=self.url, auth=self.passes.auth(role, **principal), timeout=15.0, verify=False
        )

    def left(self) -> Left:
        """Its logs, and the chassis's rows of every service."""
        settings = load_settings(self._file, {})
        left = Left(own=(settings.smtp.sender, *self._senders)).logs(self.folder)
        for service in SERVICES:
            left.rows(self._as_owner(settings.database), service)
        return left

    def load_sample(self) -> None:
        """成华区, the 151 grids of 八里庄社区 and the people on duty there."""
        self._has_sample = True
        for _ in load(Api(self.url, self.passes.token("operator", kind="operator"))):
            pass

    def _as_owner(self, database: DatabaseSettings) -> DatabaseSettings:
        """Where the owner's address is not what the processes are given."""
        return database

    def _place_on(self, rabbitmq: RabbitMq) -> str:
        """The address of an empty virtual host."""
        return rabbitmq.fresh_vhost()

    def _prepare_databases(self, postgresql: PostgreSql) -> None:
        for service in SERVICES:
            postgresql.drop_database(service)
            prepare_roles(postgresql.admin_url, service, dict.fromkeys(ROLES, PASSWORD))

    def _line_of(self, name: str) -> list[str]:
        words = ("up",) if name == "up" else ("run", name)
        return [sys.executable, "-m", "deploy.linli", *words, "--config", str(self._file)]

    def _home_of(self, _name: str) -> Path:
        return ROOT

    def _is_ready(self, name: str) -> bool:
        status = self.status_of(name)
        if status is not None:
            raise RuntimeError(f"{name} ended with {status}\n{self.log_file(name).read_text()[-3000:]}")
        port = self.settings["probe"]["ports"][name]
        try:
            return httpx.get(f"http://127.0.0.1:{port}/readyz", timeout=2.0, verify=False).status_code == 200
        except httpx.TransportError:
            return False

    def _signal(self, name: str, sign: signal.Signals) -> int | None:
        process = self._running.get(name)
        end(process, sign)
        return process.returncode if process else None


def environment() -> dict[str, str]:
    """Nothing of the house's own from outside."""
    return {name: value for name, value in os.environ.items() if not name.startswith("LINLI_")}
