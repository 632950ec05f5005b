"""A served gateway, and clients that speak to it byte by byte."""

import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPResponse
from pathlib import Path
from signal import SIGTERM
from typing import Self

from services.chassis.ids import new_id
from tests.gateway.builders import CASE
from tests.processes import end

GET_CASE = f"/v1/cases/{CASE}"
PATIENCE = 10.0


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


class Line:
    """One TCP connection."""

    def __init__(self, port: int, source: str = "127.0.0.1") -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), PATIENCE, (source, 0))
        self._file = self.socket.makefile("rb")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()
        self.socket.close()

    def send(self, *pieces: bytes) -> None:
        for piece in pieces:
            self.socket.sendall(piece)

    def answer(self, method: str = "GET") -> Answer:
        """The next one on this line."""
        response = HTTPResponse(_Shared(self._file), method=method)  # type: ignore[arg-type]
        response.begin()
        body = response.read()
        return Answer(response.status, {name.lower(): value for name, value in response.getheaders()}, body)

    def is_closed(self) -> bool:
        """Whether the server ends it, within our patience and saying nothing more."""
        try:
            return self._file.read(1) == b""
        except ConnectionResetError:
            return True


class _Shared:
    """A socket for HTTPResponse, which would close the file of the connection with each answer."""

    def __init__(self, file) -> None:
        self._file = file

    def makefile(self, _: str):
        return self

    def close(self) -> None: ...

    def flush(self) -> None: ...

    def __getattr__(self, name: str):
        return getattr(self._file, name)


@dataclass
class Served:
    port: int
    token: str
    process: subprocess.Popen[bytes]

    def line(self, source: str = "127.0.0.1") -> Line:
        return Line(self.port, source)

    def head(self, path: str = GET_CASE, method: str = "GET", *more: str) -> bytes:
        lines = [
            f"{method} {path} HTTP/1.1",
            "Host: linli.test",
            f"Authorization: Bearer {self.token}",
            *more,
        ]
        return "".join(f"{line}\r\n" for line in [*lines, ""]).encode("latin-1")

    def post(self, *more: str) -> bytes:
        """The head of a registration; its body is the caller's."""
        return self.head(
            "/v1/cases", "POST", f"Idempotency-Key: {new_id()}", "Content-Type: application/json", *more
        )

    def slow(self, milliseconds: int) -> bytes:
        return self.head(f"/v1/areas/{CASE}/holder?on={milliseconds}")


@contextmanager
def served(folder: Path, *options: str) -> Iterator[Served]:
    command = [sys.executable, "-m", "tests.gateway.served", str(folder), *options]
    with (folder / "stderr").open("wb") as stderr:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=stderr)
    try:
        assert process.stdout is not None
        started = json.loads(process.stdout.readline())
        yield Served(started["port"], started["token"], process)
    finally:
        end(process, SIGTERM)
        if process.stdout is not None:
            process.stdout.close()


def chunk(data: bytes) -> bytes:
    return b"%x\r\n%s\r\n" % (len(data), data)
