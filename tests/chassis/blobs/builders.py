"""Contents of known size, their names, and stores that remember or fail."""

import hashlib
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from services.chassis.blobs.errors import BlobMissing

DISTRICT = "chenghua"
SECRET = bytes(range(32))


def a_content(size: int) -> bytes:
    return random.Random(size).randbytes(size)


def name_of(content: bytes, district: str = DISTRICT) -> str:
    return f"{district}/{hashlib.sha256(content).hexdigest()}"


def in_pieces(content: bytes, size: int = 65_536) -> Iterator[bytes]:
    return (content[start : start + size] for start in range(0, len(content), size))


def breaking_off(content: bytes, error: BaseException) -> Iterator[bytes]:
    """The content, and then no end but the error."""
    yield from in_pieces(content)
    raise error


@dataclass
class RememberedBlobs:
    """In a dictionary."""

    stored: dict[str, bytes] = field(default_factory=dict)

    def put(self, name: str, pieces: Iterable[bytes]) -> None:
        self.stored.setdefault(name, b"".join(pieces))

    def open(self, name: str) -> Iterator[bytes]:
        if name not in self.stored:
            raise BlobMissing
        return in_pieces(self.stored[name], 10_000)

    def remove(self, name: str) -> None:
        self.stored.pop(name, None)
