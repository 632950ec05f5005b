"""What the house needs of a place for files: three verbs, in pieces, by the hash of what is stored."""

import re
from collections.abc import Iterable, Iterator
from typing import Protocol

PIECE = 65_536
"""Bytes that are read and passed on at once."""

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}/[0-9a-f]{64}")


class BlobStore(Protocol):
    """Names are `<district>/<64 hex digits>`, the SHA-256 of the content: a name never gets another content.

    All verbs raise BlobsUnavailable, and BlobNameWrong for another name.
    """

    def put(self, name: str, pieces: Iterable[bytes]) -> None:
        """All or nothing; what is there already is left as it is."""

    def open(self, name: str) -> Iterator[bytes]:
        """Raises BlobMissing at once, not with the first piece."""

    def remove(self, name: str) -> None:
        """A name that is not there is fine."""


class BlobNameWrong(ValueError):
    """A name that could lead elsewhere: a defect of the caller's."""


def checked(name: str) -> str:
    """Raises BlobNameWrong."""
    if _NAME.fullmatch(name) is None:
        raise BlobNameWrong
    return name
