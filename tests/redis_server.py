"""One private Redis server: own port and password, nothing on the disk."""

import signal
import subprocess
from contextlib import suppress
from pathlib import Path

from gateway.rates.redis_line import RedisLine, RedisPlace
from tests.processes import NotOursToStop, end, free_port, programme, wait_until

START_WITHIN = 20.0
PASSWORD = "for-tests-only"


class Redis:
    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._port = free_port()
        self._server: subprocess.Popen[bytes] | None = None

    @property
    def uri(self) -> str:
        return f"redis://:{PASSWORD}@127.0.0.1:{self._port}"

    def start(self) -> None:
        words = ["--port", str(self._port), "--bind", "127.0.0.1", "--requirepass", PASSWORD]
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
        line = RedisLine(RedisPlace.parse(self.uri), 2.0)
        try:
            return line.ask(*words)
        finally:
            line.close()

    def _send(self, sign: signal.Signals) -> None:
        assert self._server is not None
        self._server.send_signal(sign)

    def _is_up(self) -> bool:
        with suppress(OSError):
            return self.ask("PING") == "PONG"
        return False


class GivenRedis(Redis):
    """A server that somebody else runs, with a password; the keys `linli:rates:` and all scripts are ours."""

    def __init__(self, uri: str) -> None:
        self._uri = uri

    @property
    def uri(self) -> str:
        return self._uri

    def start(self) -> None:
        raise NotOursToStop(self._uri.rpartition("@")[2])

    stop = freeze = thaw = start

    def close(self) -> None:
        """It stays as it was."""
