"""The keys of a house in one file that opens with a passphrase, to be kept where no backup lies (D11).

scrypt (N 2^17, r 8, p 1: some half a second and 128 MB) makes the key of the passphrase, AES-256-GCM closes.
"""

import base64
import json
import os
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from services.chassis.key_files import read_secret, write_secret
from services.chassis.keyring import PRIVATE, PUBLIC
from services.chassis.master_key import FORMER, MASTER

HEAD = b"linli keys 1\n"
SALT_BYTES, NONCE_BYTES, KEY_BYTES = 16, 12, 32
COST, BLOCK, PARALLEL = 2**17, 8, 1
SHORTEST = 12
"""Characters of a passphrase."""


class EscrowUnusable(Exception):
    """Says what is wrong with the file, or with what is in it."""


def kept_in(folder: Path) -> dict[str, bytes]:
    """Every key of the folder by its file's name. Raises KeyFileUnusable for one that is open to others."""
    masters = [path for path in (folder / MASTER, folder / FORMER) if path.exists() or path.name == MASTER]
    secrets = [*masters, *sorted(folder.glob(f"*{PRIVATE}")), *sorted(folder.glob("gateway.*.key"))]
    public = {path.name: path.read_bytes() for path in sorted(folder.glob(f"*{PUBLIC}"))}
    return {path.name: read_secret(path) for path in secrets} | public


def close(keys: Mapping[str, bytes], passphrase: str) -> bytes:
    salt, nonce = os.urandom(SALT_BYTES), os.urandom(NONCE_BYTES)
    content = json.dumps({name: base64.b64encode(key).decode() for name, key in keys.items()}).encode()
    return HEAD + salt + nonce + AESGCM(_key(passphrase, salt)).encrypt(nonce, content, HEAD)


def open_with(passphrase: str, closed: bytes) -> dict[str, bytes]:
    """By file name. Raises EscrowUnusable."""
    if not closed.startswith(HEAD):
        raise EscrowUnusable("this is no file of keys")
    salt, nonce = closed[len(HEAD) :][:SALT_BYTES], closed[len(HEAD) + SALT_BYTES :][:NONCE_BYTES]
    sealed = closed[len(HEAD) + SALT_BYTES + NONCE_BYTES :]
    try:
        content = AESGCM(_key(passphrase, salt)).decrypt(nonce, sealed, HEAD)
    except (InvalidTag, ValueError):
        raise EscrowUnusable("the passphrase does not fit, or the file was changed") from None
    return {name: base64.b64decode(key) for name, key in json.loads(content).items()}


def put_back(keys: Mapping[str, bytes], folder: Path) -> list[str]:
    """The names of those that were missing and are there now; a key that is there is never replaced.

    Raises EscrowUnusable, before anything is written, when another key lies under one of the names.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if other := [name for name, key in keys.items() if _is_other(folder / name, key)]:
        raise EscrowUnusable(f"another key is there already: {', '.join(other)}")
    missing = [name for name in keys if not (folder / name).exists()]
    for name in missing:
        if name.endswith(PUBLIC):
            (folder / name).write_bytes(keys[name])
        else:
            write_secret(folder / name, keys[name])
    return missing


def fingerprint(key: bytes) -> str:
    """To compare by eye: it tells nothing of the key."""
    return sha256(b"linli key fingerprint\n" + key).hexdigest()[:16]


def _is_other(file: Path, key: bytes) -> bool:
    return file.exists() and file.read_bytes() != key


def _key(passphrase: str, salt: bytes) -> bytes:
    return Scrypt(salt, KEY_BYTES, COST, BLOCK, PARALLEL).derive(passphrase.encode())
