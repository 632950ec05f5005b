"""Values sealed for one place, and digests to find them by (D11).

A sealed value is its key's version (2 bytes), a nonce (12) and AES-256-GCM ciphertext, bound to
district, table, column and row: moved anywhere else it no longer opens.
"""

import hmac
import os
from dataclasses import dataclass
from functools import lru_cache

from cryptography.exceptions import InvalidTag

from services.chassis.keys import DataKeys, KeyPair, SealBroken
from services.chassis.master_key import NONCE_BYTES, bound_to

VERSION_BYTES = 2
DIGEST_BYTES = 16
TAG_BYTES = 16
SHORTEST_SEALED = VERSION_BYTES + NONCE_BYTES + TAG_BYTES


@dataclass(frozen=True)
class SealedField:
    table: str
    column: str


class Seals:
    def __init__(self, keys: DataKeys) -> None:
        self.keys = keys

    def versions(self, district: str) -> tuple[int, ...]:
        """Of the keys that are in use, oldest first; the last one seals."""
        return tuple(pair.version for pair in self.keys.all_of(district))

    def seal(self, field: SealedField, row_id: str, value: bytes, district: str) -> bytes:
        pair = self.keys.current(district)
        nonce = os.urandom(NONCE_BYTES)
        place = bound_to(district, field.table, field.column, row_id)
        return pair.version.to_bytes(VERSION_BYTES) + nonce + pair.data.encrypt(nonce, value, place)

    def unseal(self, field: SealedField, row_id: str, sealed: bytes, district: str) -> bytes:
        """Raises SealBroken for anything that was not sealed for this very place."""
        version = int.from_bytes(sealed[:VERSION_BYTES])
        nonce, sealed_value = sealed[VERSION_BYTES:][:NONCE_BYTES], sealed[VERSION_BYTES + NONCE_BYTES :]
        place = bound_to(district, field.table, field.column, row_id)
        try:
            return self.keys.at(district, version).data.decrypt(nonce, sealed_value, place)
        except (InvalidTag, ValueError):
            raise SealBroken(f"{field.table}.{field.column}") from None

    def digest(self, district: str, kind: str, value: bytes) -> bytes:
        """128 bits by the newest key: equal for equal values of one kind in one district."""
        return _digest(self.keys.current(district), kind, value)

    def digests(self, district: str, kind: str, value: bytes) -> dict[int, bytes]:
        """By every version of the key; an equality search asks for all of them."""
        return {pair.version: _digest(pair, kind, value) for pair in self.keys.all_of(district)}

    def of(self, field: SealedField) -> "FieldSeal":
        return FieldSeal(self, field)


@dataclass(frozen=True)
class FieldSeal:
    """Seals values of one field."""

    seals: Seals
    field: SealedField

    def seal(self, district: str, row_id: str, value: bytes) -> bytes:
        return self.seals.seal(self.field, row_id, value, district)

    def unseal(self, district: str, row_id: str, sealed: bytes) -> bytes:
        return self.seals.unseal(self.field, row_id, sealed, district)


def first_of(version: int) -> bytes:
    """What it or a newer key sealed is not less, in the order of bytes; what an older one sealed is."""
    return version.to_bytes(VERSION_BYTES)


def _digest(pair: KeyPair, kind: str, value: bytes) -> bytes:
    return hmac.digest(pair.digest, _of_kind(kind) + value, "sha256")[:DIGEST_BYTES]


@lru_cache(maxsize=64)
def _of_kind(kind: str) -> bytes:
    return bound_to(kind)
