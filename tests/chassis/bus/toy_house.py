"""The example service as a part of this process, on either pair of broker and database."""

import json
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import eventlet

from services.chassis import tokens
from services.chassis.bus.client import RpcClient
from services.chassis.bus.request import Reply
from services.chassis.bus.service_part import ServicePart
from services.chassis.bus.topology import Binding, Topology
from services.chassis.caller import Grant
from services.chassis.ids import new_id
from services.chassis.keyring import Keyring, create_keys
from services.chassis.keys import MasterKey
from services.chassis.settings import BrokerSettings, DatabaseSettings, LimitSettings, Settings
from services.chassis.storage.migrations import migrate, prepare_roles
from tests.chassis.bus.toys.service import ToysService
from tests.servers import PostgreSql

MIGRATIONS = Path(__file__).parent / "toys" / "migrations"
PASSWORDS = {"owner": "of-the-owner", "app": "of-the-app", "work": "of-the-work"}
BINDINGS = (
    Binding("events.toys.count_windings", "linli.toys.ToyMade.v1", "toys"),
    Binding("events.toys.shelf", "linli.toys.ToysChanged.v1", "toys"),
)


def eventually(is_so: Callable[[], bool], seconds: float = 10.0) -> bool:
    until = time.monotonic() + seconds
    while not is_so() and time.monotonic() < until:
        eventlet.sleep(0.02)
    return is_so()


def sqlite_settings(folder: Path, broker: str) -> Settings:
    url = f"sqlite:///{folder}/{{service}}.db"
    return _settings(folder, broker, DatabaseSettings(url, url, url))


def postgresql_settings(folder: Path, broker: str, server: PostgreSql) -> Settings:
    is_made = server.renew_database("toys")
    prepare_roles(server.admin_url, "toys", PASSWORDS)
    app, work, owner = (
        server.url_of(f"toys_{role}", PASSWORDS[role], "toys") for role in ("app", "work", "owner")
    )
    settings = _settings(folder, broker, DatabaseSettings(app, work, owner))
    if not is_made:
        server.keep_database("toys")
    return settings


def _settings(folder: Path, broker: str, database: DatabaseSettings) -> Settings:
    settings = Settings(
        data_dir=folder,
        keys_dir=folder / "keys",
        broker=BrokerSettings(uri=broker),
        database=database,
        # Heavy work is not held back: how long it takes would follow from what else the machine does.
        limits=LimitSettings(parked_waits="0.2 0.2", bulk_p95=60, bulk_share=1),
    )
    for kid in ("service-toys", "linli"):
        create_keys(settings.keys_dir, kid)
    MasterKey.create(settings.keys_dir / "master.key")
    migrate("toys", settings, MIGRATIONS)
    return settings


class ToyHouse:
    """One client, and as many instances of the service as are started."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.client = RpcClient(settings.broker)
        self.parts: list[ServicePart] = []
        self._key = Keyring.load(settings.keys_dir).signing_key("linli")
        for kept in (ToysService.heard, ToysService.ticks, ToysService.trouble):
            kept.clear()

    def start(self, **changes: Any) -> ServicePart:
        settings = replace(self.settings, **changes)
        part = ServicePart(ToysService, settings, self.client, Topology(BINDINGS))
        self.client.start()
        part.start()
        self.parts.append(part)
        assert eventually(part.is_ready)
        return part

    def stop(self) -> None:
        for part in self.parts:
            part.stop()
        self.client.stop()

    def token_of_operator(self) -> str:
        return self._token("operator", "o-1", "d1", [])

    def token(self, role: str = "district_officer", district: str = "d1") -> str:
        return self._token("person", "p-1", district, [Grant(role)])

    def token_of(self, id: str, grants: list[Grant]) -> str:
        return self._token("person", id, "d1", grants)

    def token_that_ran_out(self) -> str:
        return self._token("person", "p-1", "d1", [Grant("district_officer")], timedelta(hours=1))

    def _token(
        self, kind: Any, id: str, district: str, grants: list[Grant], ago: timedelta = timedelta()
    ) -> str:
        life, now = timedelta(minutes=5), datetime.now(UTC) - ago
        words = {"kind": kind, "id": id, "district": district, "grants": grants}
        return tokens.mint(self._key, "linli", lifetime=life, now=now, **words)

    def ask(self, method: str, body: dict[str, Any], *, key: str | None = None, **words: Any) -> Reply:
        words.setdefault("token", self.token())
        is_read = method.startswith(("get", "feed", "re"))
        return self.client.call(
            "toys", method, body, request_id="r-1", key=key or (None if is_read else uuid4().hex), **words
        )

    def make_toy(self, name: str = "bear", **words: Any) -> str:
        id = new_id()
        reply = self.ask("make_toy", {"id": id, "name": name}, **words)
        assert reply.answer is not None, reply
        return id

    def job(self, job_id: str, **words: Any) -> dict[str, Any]:
        """As it stands now."""
        reply = self.ask("get_job", {"job_id": job_id}, **words)
        assert reply.answer is not None, reply
        return reply.answer

    def job_over(self, job_id: str, **words: Any) -> dict[str, Any]:
        """As it stands at its end."""
        assert eventually(lambda: self.job(job_id, **words)["ended_at"] is not None), self.job(
            job_id, **words
        )
        return self.job(job_id, **words)

    def rows(self, query: str) -> list[Any]:
        from services.chassis.storage.sql import Sql

        database = self.parts[0].foundation.database
        with database.look("d1") as rows:
            return [tuple(row) for row in rows.run(Sql(query)).rows]

    def publish(
        self, type: str, data: dict[str, Any], *, id: str | None = None, district: str = "d1", **more: str
    ) -> str:
        """An event as another service's relay would send it; the same id again is a duplicate."""
        from services.chassis.bus.link import open_connection
        from services.chassis.bus.topology import EXCHANGE

        id = id or new_id()
        envelope = {"id": id, "type": type, "district": district, "subject": "s", "data": data} | more
        connection = open_connection(self.settings.broker)
        channel = connection.channel()
        message = channel.prepare_message(json.dumps(envelope).encode(), properties={"message_id": id})
        channel.basic_publish(message, exchange=EXCHANGE, routing_key=type)
        eventlet.sleep(0.05)
        connection.release()
        return id
