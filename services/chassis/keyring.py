"""The keys that tokens are signed with and checked by: one configured folder, Ed25519 (D13)."""

import re
from collections.abc import Mapping
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

PUBLIC, PRIVATE = ".pub.pem", ".key.pem"
KEY_NAME = re.compile("[a-z0-9][a-z0-9-]*")


class Keyring:
    """Public keys by name; private ones are read when somebody signs."""

    def __init__(self, public: Mapping[str, Ed25519PublicKey], folder: Path) -> None:
        self.public = dict(public)
        self._folder = folder

    @classmethod
    def load(cls, folder: Path) -> "Keyring":
        """Raises KeyFileUnusable for a file that is no key, and for a private one open to others."""
        for private in sorted(folder.glob(f"*{PRIVATE}")):
            refuse_open(private)
        files = sorted(folder.glob(f"*{PUBLIC}"))
        return cls({file.name.removesuffix(PUBLIC): _public(file) for file in files}, folder)

    def signing_key(self, kid: str) -> Ed25519PrivateKey:
        file = self._folder / f"{kid}{PRIVATE}"
        pem = read_secret(file)
        try:
            key = load_pem_private_key(pem, password=None)
        except (ValueError, TypeError, UnsupportedAlgorithm):
            key = None
        if not isinstance(key, Ed25519PrivateKey):
            raise KeyFileUnusable(file=file.name, problem=KeyFileProblem.NOT_A_KEY)
        return key


def create_keys(folder: Path, kid: str) -> Ed25519PrivateKey:
    """A new pair in two files; raises KeyFileUnusable when the name is taken."""
    if not KEY_NAME.fullmatch(kid):
        raise ValueError(f"{kid!r} is no name for a key: lower-case letters, digits and hyphens")
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    key = Ed25519PrivateKey.generate()
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    write_secret(folder / f"{kid}{PRIVATE}", secret)
    public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    (folder / f"{kid}{PUBLIC}").write_bytes(public)
    return key


def _public(file: Path) -> Ed25519PublicKey:
    try:
        key = load_pem_public_key(file.read_bytes())
    except (ValueError, UnsupportedAlgorithm):
        key = None
    if not isinstance(key, Ed25519PublicKey):
        raise KeyFileUnusable(file=file.name, problem=KeyFileProblem.NOT_A_KEY)
    return key
