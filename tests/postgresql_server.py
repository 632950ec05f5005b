"""One private PostgreSQL cluster, as durable as shipped (fsync on), in a short folder of its own."""

import os
import pwd
import secrets
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

import psycopg2

from tests.processes import NotOursToStop, ServerMissing, children_of, end, free_port, programme, wait_until

START_WITHIN = 60.0
PLACES = ("/usr/lib/postgresql/*/bin",)


class PostgreSql:
    """Connections over TCP need the password; `folder` gets the output, the data lie in a short path."""

    def __init__(self, folder: Path, place: Path | None = None, **settings: str) -> None:
        """`settings` are the server's, by name; `place` is where the data lie, short as it is."""
        folder.mkdir(parents=True, exist_ok=True)
        self.output = folder / "postgresql.output"
        self.port = free_port()
        self._more_settings = settings
        self._kept: set[str] = set()
        self.password = secrets.token_hex(8)
        self._identity = _identity()
        self._place = Path(tempfile.mkdtemp(prefix="linli-pg-", dir=place))
        self._postmaster: subprocess.Popen[bytes] | None = None
        self._make_cluster()

    @property
    def dsn(self) -> str:
        """The superuser's URL for libpq."""
        return f"postgresql://postgres:{self.password}@127.0.0.1:{self.port}/postgres"

    @property
    def admin_url(self) -> str:
        """The superuser's URL for SQLAlchemy."""
        return self.dsn.replace("postgresql://", "postgresql+psycopg2://", 1)

    def url_of(self, role: str, password: str, database: str) -> str:
        """SQLAlchemy's URL for another role and database of the cluster."""
        place = self.dsn.rpartition("@")[2].partition("/")[0]
        return f"postgresql+psycopg2://{role}:{password}@{place}/{database}"

    def make_database(self, name: str, owner: str) -> None:
        """Empty, in the place of any other of the name."""
        self.drop_database(name)
        self._order(f'CREATE DATABASE "{name}" OWNER "{owner}" TEMPLATE template0')

    def drop_database(self, name: str) -> None:
        """Gone with all sessions in it; nothing when there is none."""
        self._order(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def keep_database(self, name: str) -> None:
        """As it is now, while nobody is in it, for `renew_database`."""
        self.drop_database(f"{name}_kept")
        self._order(f'CREATE DATABASE "{name}_kept" TEMPLATE "{name}"')
        self._kept.add(name)

    def renew_database(self, name: str) -> bool:
        """As it was when it was kept; without that there is none, and the answer is False."""
        self.drop_database(name)
        if name in self._kept:
            self._order(f'CREATE DATABASE "{name}" TEMPLATE "{name}_kept"')
        return name in self._kept

    def _order(self, text: str) -> None:
        connection = psycopg2.connect(self.dsn)
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(text)
        connection.close()

    @property
    def pid(self) -> int:
        assert self._postmaster is not None
        return self._postmaster.pid

    @property
    def data(self) -> Path:
        return self._place / "data"

    def start(self) -> None:
        settings = {
            "listen_addresses": "127.0.0.1",
            "port": str(self.port),
            "unix_socket_directories": str(self._place),
            **self._more_settings,
        }
        words = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        with self.output.open("ab") as output:
            self._postmaster = subprocess.Popen(
                [programme("postgres", *PLACES), "-D", str(self.data), *words],
                cwd=self._place,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
                **self._identity,
            )
        wait_until(self._is_up, "PostgreSQL answers", START_WITHIN, self.output)

    def stop(self) -> None:
        """The fast shutdown: open sessions are cut, everything is written."""
        end(self._postmaster, signal.SIGINT)

    def kill(self) -> None:
        """Every process of the cluster at once, as when the machine goes."""
        if self._postmaster is None or self._postmaster.poll() is not None:
            return
        backends = children_of(self.pid)
        end(self._postmaster, signal.SIGKILL)
        for backend in backends:
            with suppress(ProcessLookupError):
                os.kill(backend, signal.SIGKILL)

    def revive(self) -> None:
        """What ended by itself is started again."""
        if self._postmaster is not None and self._postmaster.poll() is not None:
            self.start()

    def close(self) -> None:
        self.stop()
        shutil.rmtree(self._place, ignore_errors=True)

    def _make_cluster(self) -> None:
        secret = self._place / "secret"
        secret.write_text(self.password)
        if self._identity:
            for path in (self._place, secret):
                shutil.chown(path, self._identity["user"], self._identity["group"])
        words = [
            "-U",
            "postgres",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "--auth-local=trust",
            "--auth-host=scram-sha-256",
        ]
        with self.output.open("ab") as output:
            subprocess.run(
                [programme("initdb", *PLACES), "-D", str(self.data), f"--pwfile={secret}", *words],
                cwd=self._place,
                stdout=output,
                stderr=output,
                timeout=START_WITHIN,
                check=True,
                **self._identity,
            )

    def _is_up(self) -> bool:
        if self._postmaster is None or self._postmaster.poll() is not None:
            raise ServerMissing(f"PostgreSQL ended at start\n{self.output.read_text()[-2000:]}")
        with suppress(psycopg2.OperationalError):
            psycopg2.connect(self.dsn, connect_timeout=2).close()
            return True
        return False


def _identity() -> dict[str, Any]:
    """Whom the cluster runs as: PostgreSQL refuses root."""
    if os.geteuid() != 0:
        return {}
    owner = pwd.getpwnam("postgres")
    return {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}


class GivenPostgreSql(PostgreSql):
    """A server that somebody else runs; the URL is of a role that may create databases and roles."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._kept: set[str] = set()

    @property
    def dsn(self) -> str:
        return self._url.replace("postgresql+psycopg2://", "postgresql://", 1)

    @property
    def pid(self) -> int:
        raise NotOursToStop(self.dsn.rpartition("@")[2])

    def start(self) -> None:
        raise NotOursToStop(self.dsn.rpartition("@")[2])

    stop = kill = start

    def close(self) -> None:
        """It stays as it was."""
