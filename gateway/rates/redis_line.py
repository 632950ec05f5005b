"""As much of Redis's protocol (RESP 2) as one script needs: words out, a number or numbers back."""

import socket
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

PORT = 6379
LONGEST_LINE = 4096
MOST_IDLE = 64

Reply = int | str | list[Any]


class RedisRefused(Exception):
    """The server's word for what is wrong; it names keys, so it is for nobody's eyes."""


class RedisBroken(ConnectionError):
    """The server went away in the middle, or it is none."""


@dataclass(frozen=True)
class RedisPlace:
    host: str
    port: int
    user: str
    password: str
    database: str

    @classmethod
    def parse(cls, url: str) -> "RedisPlace":
        parts = urlsplit(url)
        user, password = unquote(parts.username or ""), unquote(parts.password or "")
        return cls(parts.hostname or "", parts.port or PORT, user, password, parts.path.strip("/"))


class RedisLine:
    """One connection, for one asker at a time; after an error it is of no more use. Raises OSError."""

    def __init__(self, place: RedisPlace, within: float) -> None:
        self._socket = socket.create_connection((place.host, place.port), timeout=within)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._file = self._socket.makefile("rb")
        try:
            if place.password:
                self.ask("AUTH", *([place.user] if place.user else []), place.password)
            if place.database not in ("", "0"):
                self.ask("SELECT", place.database)
        except (OSError, RedisRefused):
            self.close()
            raise

    def ask(self, *words: str | int) -> Reply:
        """Raises OSError or RedisRefused."""
        told = [str(word).encode() for word in words]
        lines = [b"*%d\r\n" % len(told), *(b"$%d\r\n%s\r\n" % (len(word), word) for word in told)]
        self._socket.sendall(b"".join(lines))
        return self._reply()

    def close(self) -> None:
        with suppress(OSError):
            self._file.close()
            self._socket.close()

    def _reply(self) -> Reply:
        line = self._file.readline(LONGEST_LINE)
        kind, rest = line[:1], line[1:-2]
        if not line.endswith(b"\r\n") or kind not in (b"+", b"-", b":", b"*"):
            raise RedisBroken
        if kind == b"-":
            raise RedisRefused(rest.decode(errors="replace"))
        if kind == b"+":
            return rest.decode(errors="replace")
        try:
            number = int(rest)
        except ValueError:
            raise RedisBroken from None
        return number if kind == b":" else [self._reply() for _ in range(min(number, 8))]


class RedisLines:
    """As many connections as are asked at once; the idle ones are kept."""

    def __init__(self, place: RedisPlace, within: float) -> None:
        self._place, self._within = place, within
        self._idle: list[RedisLine] = []

    def ask(self, *words: str | int) -> Reply:
        """On a new line, where the server has closed an idle one. Raises OSError or RedisRefused."""
        if self._idle:
            with suppress(ConnectionError):
                return self._ask(self._idle.pop(), words)
            self.close()
        return self._ask(RedisLine(self._place, self._within), words)

    def close(self) -> None:
        while self._idle:
            self._idle.pop().close()

    def _ask(self, line: RedisLine, words: tuple[str | int, ...]) -> Reply:
        try:
            reply = line.ask(*words)
        except RedisRefused:
            self._keep(line)
            raise
        except BaseException:  # a thread that is killed leaves half a reply behind
            line.close()
            raise
        self._keep(line)
        return reply

    def _keep(self, line: RedisLine) -> None:
        if len(self._idle) < MOST_IDLE:
            self._idle.append(line)
        else:
            line.close()
