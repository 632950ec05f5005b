"""Files as they are stored: sealed with a secret of their own that only their token carries.

AES-256-GCM in segments of 64 KiB. The nonce is the segment's number and each segment says whether it is
the last, so that one that is missing, moved or changed is seen (docs/decisions/blobs.md).
"""

import base64
import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from tempfile import TemporaryFile
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from services.chassis.blobs.errors import BlobBroken, BlobsUnavailable, FileTokenInvalid, FileTooLarge
from services.chassis.blobs.port import BlobStore

SEGMENT = 65_536
TAG = 16
SECRET = 32
NONCE = 12

_TEXT = re.compile(r"([0-9a-f]{64})\.([A-Za-z0-9_-]{43})")


@dataclass(frozen=True)
class FileToken:
    """Whoever holds it can read the file; the store alone cannot. Never written to a log."""

    name: str
    secret: bytes = field(repr=False)

    @classmethod
    def parse(cls, text: str) -> "FileToken":
        """Raises FileTokenInvalid for all but what `text` gives."""
        found = _TEXT.fullmatch(text)
        if found is None:
            raise FileTokenInvalid
        token = cls(found[1], base64.urlsafe_b64decode(f"{found[2]}="))
        if token.text != text:
            raise FileTokenInvalid
        return token

    @property
    def text(self) -> str:
        return f"{self.name}.{base64.urlsafe_b64encode(self.secret).decode().rstrip('=')}"


@dataclass(frozen=True)
class Kept:
    """`size` and `content_hash` (SHA-256, hexadecimal) are of what was given, not of what is stored."""

    token: FileToken
    size: int
    content_hash: str


def seal(pieces: Iterable[bytes], secret: bytes) -> Iterator[bytes]:
    """One secret seals one content, ever."""
    cipher = AESGCM(secret)
    for number, (segment, is_last) in enumerate(_segments(pieces, SEGMENT)):
        yield cipher.encrypt(_nonce(number), segment, _place(is_last))


def unseal(pieces: Iterable[bytes], secret: bytes) -> Iterator[bytes]:
    """Raises BlobBroken, never having passed on a byte that was not sealed there."""
    cipher = AESGCM(secret)
    for number, (segment, is_last) in enumerate(_segments(pieces, SEGMENT + TAG)):
        try:
            yield cipher.decrypt(_nonce(number), segment, _place(is_last))
        except InvalidTag:
            raise BlobBroken from None


def keep(store: BlobStore, district: str, pieces: Iterable[bytes], limit: int) -> Kept:
    """Kept when this returns. Raises FileTooLarge and what the store and the pieces raise."""
    secret = os.urandom(SECRET)
    given, stored = _Measure(limit), hashlib.sha256()
    with TemporaryFile(buffering=0) as aside:
        for sealed in seal(given.through(pieces), secret):
            stored.update(sealed)
            _set_aside(sealed, aside)
        aside.seek(0)
        name = stored.hexdigest()
        store.put(f"{district}/{name}", _read(aside))
    return Kept(FileToken(name, secret), given.size, given.hash.hexdigest())


def read(store: BlobStore, district: str, token: FileToken) -> Iterator[bytes]:
    """Raises BlobMissing at once, BlobBroken with the piece that is."""
    return unseal(store.open(f"{district}/{token.name}"), token.secret)


class _Measure:
    def __init__(self, limit: int) -> None:
        self.size, self.hash, self._limit = 0, hashlib.sha256(), limit

    def through(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        for piece in pieces:
            self.size += len(piece)
            if self.size > self._limit:
                raise FileTooLarge(limit=self._limit)
            self.hash.update(piece)
            yield piece


def _segments(pieces: Iterable[bytes], size: int) -> Iterator[tuple[bytes, bool]]:
    """All of one size but the last, which may be shorter; at least one, and which one is the last."""
    waiting = bytearray()
    for piece in pieces:
        waiting += piece
        while len(waiting) > size:
            yield bytes(waiting[:size]), False
            del waiting[:size]
    yield bytes(waiting), True


def _nonce(number: int) -> bytes:
    return number.to_bytes(NONCE)


def _place(is_last: bool) -> bytes:
    return b"last" if is_last else b"more"


def _set_aside(sealed: bytes, file: IO[bytes]) -> None:
    left = memoryview(sealed)
    try:
        while left:
            left = left[file.write(left) :]
    except OSError as error:
        raise BlobsUnavailable from error


def _read(file: IO[bytes]) -> Iterator[bytes]:
    while piece := file.read(SEGMENT):
        yield piece
