"""One private Redis server: own port and password, nothing on the disk."""

import signal
import subprocess
from contextlib import suppress
from pathlib import Path

from redis import Redis as Client
from redis.exceptions import RedisError

from tests.certificates import certify
from tests.processes import NotOursToStop, end, free_port, programme, wait_until

START_WITHIN = 20.0
PASSWORD = "for-tests-only"


class Redis:
    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._port, self._tls_port = free_port(), free_port()
        self._server: subprocess.Popen[bytes] | None = None
        certify(folder)

    @property
    def uri(self) -> str:
        return f"redis://:{PASSWORD}@127.0.0.1:{self._port}"

    @property
    def tls_uri(self) -> str:
        return f"rediss://:{PASSWORD}@127.0.0.1:{self._tls_port}"

    @property
    def ca_file(self) -> str:
        return str(self._folder / "cert.pem")

    def start(self) -> None:
        words = ["--port", str(self._port), "--bind", "127.0.0.1", "--requirepass", PASSWORD]
        words += ["--tls-port", str(self._tls_port), "--tls-auth-clients", "no"]
        words += ["--tls-cert-file", "cert.pem", "--tls-key-file", "key.pem"]
        with (self._folder / "output").open("ab") as output:
            self._server = subprocess.Popen(
                [programme("redis-server"), *words, "--save", "", "--appendonly", "no"],
                cwd=self._folder,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
            )
        wait_until(self._is_up, "Redis answers", START_WITHIN, self._folder / "output")

    def freeze(self) -> None:
        """It takes connections and answers none of them."""
        self._send(signal.SIGSTOP)

    def thaw(self) -> None:
        self._send(signal.SIGCONT)

    def stop(self) -> None:
        if self._server is not None and self._server.poll() is None:
            self.thaw()
        end(self._server, signal.SIGTERM)

    close = stop

    def ask(self, *words: str | int) -> object:
        with Client.from_url(self.uri, socket_timeout=2.0, protocol=2) as client:
            return client.execute_command(*words)

    def _send(self, sign: signal.Signals) -> None:
        assert self._server is not None
        self._server.send_signal(sign)

    def _is_up(self) -> bool:
        with suppress(OSError, RedisError):
            return bool(self.ask("PING"))
        return False


class GivenRedis(Redis):
    """A server that somebody else runs, with a password; the keys `linli:rates:` and all scripts are ours."""

    def __init__(self, uri: str) -> None:
        self._uri = uri

    @property
    def uri(self) -> str:
        return self._uri

    @property
    def tls_uri(self) -> str:
        raise NotOursToStop(self._uri.rpartition("@")[2])

    def start(self) -> None:
        raise NotOursToStop(self._uri.rpartition("@")[2])

    stop = freeze = thaw = start

    def close(self) -> None:
        """It stays as it was."""
