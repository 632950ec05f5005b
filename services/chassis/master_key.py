"""The key that wraps all others: outside the database, in a file of its owner's alone (D11)."""

import base64
import binascii
import os
from contextlib import suppress
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from services.chassis.errors import KeyFileProblem, KeyFileUnusable
from services.chassis.key_files import read_secret, write_secret

MASTER = "master.key"
"""Its file, in the folder of keys."""
FORMER = "master.former.key"
"""The one before it, for as long as a rotation lasts: it opens, and wraps nothing more."""
KEY_BYTES = 32
NONCE_BYTES = 12


class SealBroken(Exception):
    """Sealed bytes that were changed, moved, or sealed under another master key: a defect or an attack."""


class MasterKey:
    """Never in settings, logs or backups; `repr` shows nothing.

    One that was loaded looks into its file again before it wraps, and when something does not open: a
    rotation may have begun since, and what the former key wraps after its end never opens again.
    """

    def __init__(self, secret: bytes, *former: bytes, lies_in: Path | None = None) -> None:
        self._lies_in = lies_in
        self._ciphers = tuple(map(AESGCM, (secret, *former)))

    @classmethod
    def load(cls, path: Path) -> "MasterKey":
        """With the former one where there is one beside it. Raises KeyFileUnusable."""
        return cls(*_secrets_at(path), lies_in=path)

    @classmethod
    def load_alone(cls, path: Path) -> "MasterKey":
        """Without the former one: what opens needs that one no more. Raises KeyFileUnusable."""
        return cls(_secret_in(path))

    @classmethod
    def of_file(cls, name: str, content: bytes) -> "MasterKey":
        """As it lies in a file of that name. Raises KeyFileUnusable."""
        return cls(_secret_of(name, content))

    @classmethod
    def create(cls, path: Path) -> "MasterKey":
        """Raises KeyFileUnusable rather than replace a key."""
        secret = os.urandom(KEY_BYTES)
        write_secret(path, base64.b64encode(secret) + b"\n")
        return cls(secret)

    def wrap(self, secret: bytes, *place: str) -> bytes:
        self._look_again()
        nonce = os.urandom(NONCE_BYTES)
        return nonce + self._ciphers[0].encrypt(nonce, secret, bound_to(*place))

    def unwrap(self, wrapped: bytes, *place: str) -> bytes:
        """Raises SealBroken, also when another master key wrapped it."""
        try:
            return self._opened(wrapped, *place)
        except SealBroken:
            self._look_again()
            return self._opened(wrapped, *place)

    def _opened(self, wrapped: bytes, *place: str) -> bytes:
        for cipher in self._ciphers:
            try:
                return cipher.decrypt(wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:], bound_to(*place))
            except (InvalidTag, ValueError):
                continue
        raise SealBroken("wrapped key")

    def _look_again(self) -> None:
        """What is known holds where the file cannot be read, as between the two steps of a rotation."""
        if self._lies_in is not None:
            with suppress(KeyFileUnusable):
                self._ciphers = tuple(map(AESGCM, _secrets_at(self._lies_in)))


def _secrets_at(path: Path) -> list[bytes]:
    """The newest first."""
    former = path.with_name(FORMER)
    return [_secret_in(path), *([_secret_in(former)] if former.exists() else [])]


def _secret_in(path: Path) -> bytes:
    return _secret_of(path.name, read_secret(path))


def _secret_of(name: str, content: bytes) -> bytes:
    try:
        secret = base64.b64decode(content.strip(), validate=True)
    except binascii.Error:
        secret = b""
    if len(secret) != KEY_BYTES:
        raise KeyFileUnusable(file=name, problem=KeyFileProblem.NOT_A_KEY)
    return secret


def bound_to(*place: str) -> bytes:
    """Where sealed bytes belong; each part with its length, so that no two places look alike."""
    parts = [part.encode() for part in place]
    return b"".join(len(part).to_bytes(4) + part for part in parts)
