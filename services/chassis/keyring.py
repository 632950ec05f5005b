"""The keys that tokens are signed with and checked by: one configured folder, Ed25519 (D13).

A signer may have several pairs, `people` and `people.2` beside it: who checks takes each that lies there.
"""

import logging
import re
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from services.chassis.errors import KeyFileProblem, KeyFileUnusable
from services.chassis.key_files import read_secret, refuse_open, write_secret

log = logging.getLogger(__name__)

PUBLIC, PRIVATE = ".pub.pem", ".key.pem"
KEY_NAME = re.compile("[a-z0-9][a-z0-9-]*([.][1-9][0-9]*)?")
LOOK_EVERY = 10.0
"""Seconds after which the folder is read again: a key that has gone from it counts no more."""
LOOK_FOR_UNKNOWN_EVERY = 2.0
"""Seconds between two readings for names that are not known, however many come."""
READY_AFTER = 180.0
"""Seconds that a pair has lain there before it signs: by then everybody has been given its public half."""


class Keyring:
    """Public keys by name, as they are in the folder; private ones are read when somebody signs."""

    def __init__(
        self,
        public: Mapping[str, Ed25519PublicKey],
        folder: Path,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self.public = dict(public)
        self._folder, self._now = folder, now
        self._read_at, self._losses = now(), 0

    @classmethod
    def load(cls, folder: Path, now: Callable[[], float] = time.monotonic) -> "Keyring":
        """Raises KeyFileUnusable for a file that is no key, and for a private one open to others."""
        for private in sorted(folder.glob(f"*{PRIVATE}")):
            refuse_open(private)
        return cls({_name(file): _public(file) for file in _files(folder)}, folder, now)

    def find(self, kid: str) -> Ed25519PublicKey | None:
        """A name that is not known is looked for in the folder, if nobody looked just now."""
        found = self.public.get(kid)
        if found is None and self._now() - self._read_at >= LOOK_FOR_UNKNOWN_EVERY:
            self._read()
            found = self.public.get(kid)
        return found

    def losses(self) -> int:
        """How often a key has gone, or was another, when the folder was read; reads it when it is time."""
        if self._now() - self._read_at >= LOOK_EVERY:
            self._read()
        return self._losses

    def signing_key(self, kid: str) -> Ed25519PrivateKey:
        """Raises KeyFileUnusable."""
        file = self._folder / f"{kid}{PRIVATE}"
        pem = read_secret(file)
        try:
            key = load_pem_private_key(pem, password=None)
        except (ValueError, TypeError, UnsupportedAlgorithm):
            key = None
        if not isinstance(key, Ed25519PrivateKey):
            raise KeyFileUnusable(file=file.name, problem=KeyFileProblem.NOT_A_KEY)
        return key

    def newest(self, signer: str) -> str:
        """The name of the pair to sign with: the newest that is ready, else the oldest."""
        names = names_of(self._folder, signer)
        ready = [name for name in names if age_of(self._folder, name) >= READY_AFTER]
        return [signer, *names[:1], *ready][-1]

    def _read(self) -> None:
        """What is no key is left out, and told of: one bad file stops nobody who is at work."""
        self._read_at = self._now()
        found = {}
        for file in _files(self._folder):
            try:
                found[_name(file)] = _public(file)
            except (KeyFileUnusable, OSError):
                log.error("no public key", extra={"file": file.name})
        self._losses += any(found.get(name) != key for name, key in self.public.items())
        self.public = found


def signer_of(kid: str) -> str:
    """Whose key it is: `people` of `people.2`."""
    return kid.partition(".")[0]


def number_of(kid: str) -> int:
    return int(kid.partition(".")[2] or 1)


def names_of(folder: Path, signer: str) -> list[str]:
    """Of the pairs whose private half lies there, oldest first."""
    names = (file.name.removesuffix(PRIVATE) for file in folder.glob(f"{signer}*{PRIVATE}"))
    theirs = (name for name in names if KEY_NAME.fullmatch(name) and signer_of(name) == signer)
    return sorted(theirs, key=number_of)


def age_of(folder: Path, name: str) -> float:
    """Seconds that both halves have lain there; none without the public one."""
    try:
        laid = max((folder / f"{name}{half}").stat().st_mtime for half in (PRIVATE, PUBLIC))
    except OSError:
        return 0.0
    return time.time() - laid


def create_keys(folder: Path, kid: str) -> Ed25519PrivateKey:
    """A new pair in two files; raises KeyFileUnusable when the name is taken."""
    if not KEY_NAME.fullmatch(kid):
        raise ValueError(f"{kid!r} is no name for a key: lower-case letters, digits and hyphens")
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    key = Ed25519PrivateKey.generate()
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    write_secret(folder / f"{kid}{PRIVATE}", secret)
    public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    aside = folder / f"{kid}.new"
    aside.write_bytes(public)  # whoever reads the folder meanwhile sees all of it or nothing
    aside.replace(folder / f"{kid}{PUBLIC}")
    return key


def _files(folder: Path) -> Iterator[Path]:
    return iter(sorted(folder.glob(f"*{PUBLIC}")))


def _name(file: Path) -> str:
    return file.name.removesuffix(PUBLIC)


def _public(file: Path) -> Ed25519PublicKey:
    try:
        key = load_pem_public_key(file.read_bytes())
    except (ValueError, UnsupportedAlgorithm):
        key = None
    if not isinstance(key, Ed25519PublicKey):
        raise KeyFileUnusable(file=file.name, problem=KeyFileProblem.NOT_A_KEY)
    return key
