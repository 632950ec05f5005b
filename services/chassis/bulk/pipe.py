"""Between the house and its child: objects of our own, each behind its length, on a pair of sockets."""

import copyreg
import pickle  # nosec B403  # see where it loads
import struct
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from services.chassis.jobs import Finished, Step
from services.chassis.settings import Settings
from services.chassis.storage.jobs import Claimed

_HEAD = struct.Struct(">Q")
_PIECE = 1 << 18


def _as_bytes(view: memoryview) -> tuple[type[bytes], tuple[bytes]]:
    return bytes, (bytes(view),)


copyreg.pickle(memoryview, _as_bytes)  # type: ignore[arg-type]  # how SQLite's driver takes bytes


class Ending(StrEnum):
    """Why a child leaves before the end of its job."""

    LEASE_LOST = "lease_lost"
    CANCELLED = "cancelled"
    AWAY = "away"
    OVERTAKEN = "overtaken"
    REFUSED = "refused"
    BROKE = "broke"
    TOO_SOON = "too_soon"


@dataclass(frozen=True)
class Begun:
    """The first word: all that the child does not find itself. `given` is what the house has gathered."""

    settings: Settings
    claimed: Claimed
    permission: str
    heard: frozenset[str] | None
    given: Any


@dataclass(frozen=True)
class Stepped:
    """Committed; the child goes on when it is told to."""

    kept: Step | Finished
    has_recorded: bool


@dataclass(frozen=True)
class Left:
    """`error` is what broke its rule, as a job keeps it; `after` the seconds until it may be taken again."""

    ending: Ending
    error: dict[str, Any] | None = None
    after: float = 0.0


class Gone(Exception):
    """The other end has left, or has been silent for too long."""


class Wire(Protocol):
    """The part of a socket that is needed."""

    def sendall(self, data: bytes, /) -> None: ...
    def recv_into(self, buffer: memoryview, /) -> int: ...
    def close(self) -> None: ...


class Pipe:
    """Both ends are ours, and nobody else can reach either: pickles are safe here."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    def send(self, said: Any) -> None:
        """Raises Gone."""
        text = pickle.dumps(said, protocol=pickle.HIGHEST_PROTOCOL)
        try:
            self._wire.sendall(_HEAD.pack(len(text)))
            self._wire.sendall(text)
        except OSError as error:
            raise Gone from error

    def receive(self) -> Any:
        """Raises Gone."""
        [length] = _HEAD.unpack(self._exactly(_HEAD.size))
        return pickle.loads(self._exactly(length))  # nosec B301  # from our own child's pipe

    def close(self) -> None:
        self._wire.close()

    def _exactly(self, length: int) -> bytearray:
        received = bytearray(length)
        rest = memoryview(received)
        while rest:
            count = self._received(rest[:_PIECE])
            if count == 0:
                raise Gone
            rest = rest[count:]
        return received

    def _received(self, buffer: memoryview) -> int:
        try:
            return self._wire.recv_into(buffer)
        except OSError as error:
            raise Gone from error
