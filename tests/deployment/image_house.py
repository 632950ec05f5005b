"""A house whose processes run as their containers would, each with its own secrets alone."""

import json
import os
import subprocess
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from deploy.linli.definitions import PASSWORD as BROKER_PASSWORD
from deploy.linli.definitions import VHOST, defined
from deploy.linli.services import GATEWAY, SERVICES
from services.chassis.bus.topology import Topology
from services.chassis.settings import DatabaseSettings
from tests.deployment.image import Image, given_to_nobody
from tests.deployment.manifests import every_password, secrets
from tests.house import ROOT, House, environment
from tests.house_settings import ROLES
from tests.servers import PostgreSql, RabbitMq


def password_of(user: str) -> str:
    return f"{user}-alone"


class ImageHouse(House):
    def __init__(self, place: Path, rabbitmq: RabbitMq, postgresql: PostgreSql) -> None:
        """`place` is an empty folder that others may enter, as the usual ones of tests are not."""
        self.place, self._broker, self._cluster = place, rabbitmq, postgresql
        (place / "house").mkdir()
        (place / "data").mkdir()
        given_to_nobody(place / "data")
        super().__init__(place / "house", rabbitmq, postgresql, {"data_dir": str(place / "data")})

    @cached_property
    def images(self) -> Mapping[str, Image]:
        return {name: Image(name, self.place / "images") for name in self.names}

    def wait_ready(self, name: str, within: float = 120.0) -> None:
        """Five environments of their own are read from the disk for the first time."""
        super().wait_ready(name, within)

    def run(self, name: str, wait: bool = True, **environ: str) -> None:
        super().run(name, wait, **self._given(name), **environ)

    def give_keys(self) -> None:
        """To each the public ones and its own, as the Secrets of the cluster do."""
        printed = {each["metadata"]["name"]: each for each in secrets(self.folder / "keys", every_password())}
        for name in self.names:
            folder = self.keys_of(name)
            folder.mkdir(parents=True)
            given = (printed["linli-public-keys"]["binaryData"], printed[f"linli-{name}-keys"]["data"])
            for file, content in {**given[0], **given[1]}.items():
                (folder / file).write_bytes(b64decode(content))
                (folder / file).chmod(0o400)
            given_to_nobody(folder)

    def keys_of(self, name: str) -> Path:
        return self.place / "keys" / name

    def command(self, *words: str, configured: bool = True, within: float = 60) -> str:
        """`migrate` in each service's own image, with the owner's password that no service has."""
        if words != ("migrate",):
            return super().command(*words, configured=configured, within=within)
        self.give_keys()
        return "".join(self.in_image(service, "migrate", service) for service in SERVICES)

    def _place_on(self, rabbitmq: RabbitMq) -> str:
        users = (*SERVICES, GATEWAY)
        held = defined(Topology.load(), {BROKER_PASSWORD + user.upper(): password_of(user) for user in users})
        file = self.place / "definitions.json"
        file.write_text(json.dumps(held))
        rabbitmq.control("import_definitions", str(file))
        return f"amqp://nobody@127.0.0.1:{rabbitmq.port}/{VHOST}"

    def _as_owner(self, database: DatabaseSettings) -> DatabaseSettings:
        return replace(database, owner=self._address("{service}", "owner"))

    def _prepare_databases(self, postgresql: PostgreSql) -> None:
        for service in SERVICES:
            postgresql.drop_database(service)
        apply_roles(postgresql)

    def _line_of(self, name: str) -> list[str]:
        return self.images[name].words(self.place / "data", "run", "--config", str(self._file))

    def _home_of(self, name: str) -> Path:
        return self.images[name].root

    def in_image(self, name: str, *words: str) -> str:
        """What `linli WORDS` prints there, for whoever knows the owner's password."""
        owner = {"LINLI_DATABASE__OWNER": self._address(name, "owner")}
        ran = subprocess.run(
            self.images[name].words(self.place / "data", *words, "--config", str(self._file)),
            cwd=self._home_of(name),
            env=environment() | self._given(name) | owner,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert ran.returncode == 0, ran.stdout + ran.stderr
        return ran.stdout

    def _given(self, name: str) -> dict[str, str]:
        """What a container's secrets give it."""
        broker = f"amqp://{name}:{password_of(name)}@127.0.0.1:{self._broker.port}/{VHOST}"
        given = {"LINLI_SERVICE": name, "LINLI_BROKER__URI": broker, "TMPDIR": str(self.place / "data")}
        given["LINLI_KEYS_DIR"] = str(self.keys_of(name))
        for role in ("app", "work") if name in SERVICES else ():
            given[f"LINLI_DATABASE__{role.upper()}"] = self._address(name, role)
        return given | {"PYTHONPATH": str(self.images[name].root), "PYTHONDONTWRITEBYTECODE": "1"}

    def _address(self, service: str, role: str) -> str:
        return self._cluster.url_of(f"{service}_{role}", password_of(f"{service}_{role}"), service)


def apply_roles(postgresql: PostgreSql) -> None:
    """By the files that an operator applies."""
    way = postgresql.dsn.removeprefix("postgresql://")
    user, _, password = way.rpartition("@")[0].partition(":")
    host, _, port = way.rpartition("@")[2].partition("/")[0].partition(":")
    passwords = {
        f"LINLI_{service.upper()}_{role.upper()}_PASSWORD": password_of(f"{service}_{role}")
        for service in SERVICES
        for role in ROLES
    }
    to_server = {"PGHOST": host, "PGPORT": port, "PGUSER": user, "PGPASSWORD": password}
    subprocess.run(
        ["sh", str(ROOT / "deploy" / "postgresql" / "roles.sh")],
        env={**os.environ, **passwords, **to_server},
        timeout=60,
        check=True,
    )
