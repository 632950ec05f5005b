"""The keys that the master key wraps: one for data, one for digests, per district and version (D11)."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from services.chassis.master_key import KEY_BYTES, MasterKey, SealBroken

__all__ = ["DataKeys", "DistrictWithoutKeys", "KeyPair", "KeyRows", "MasterKey", "SealBroken", "WrappedKeys"]


class DistrictWithoutKeys(Exception):
    """`ensure` comes before a district's first transaction."""


@dataclass(frozen=True)
class WrappedKeys:
    """A row of `data_keys`: useless without the master key."""

    district: str
    version: int
    data_key: bytes
    digest_key: bytes


def wrapped_anew(row: WrappedKeys, opens: MasterKey, wraps: MasterKey) -> WrappedKeys:
    """The same keys behind another master key. Raises SealBroken."""
    place = (row.district, str(row.version))
    return WrappedKeys(
        row.district,
        row.version,
        wraps.wrap(opens.unwrap(row.data_key, "data_key", *place), "data_key", *place),
        wraps.wrap(opens.unwrap(row.digest_key, "digest_key", *place), "digest_key", *place),
    )


class KeyRows(Protocol):
    """The table `data_keys`, in transactions of its own: a key must outlive whatever it seals."""

    def find(self, district: str) -> Iterable[WrappedKeys]: ...
    def add(self, keys: WrappedKeys) -> None:
        """Committed when it returns; does nothing when the version is there."""


@dataclass(frozen=True, repr=False)
class KeyPair:
    """Unwrapped, for this process alone."""

    version: int
    data: AESGCM
    digest: bytes


class DataKeys:
    """The keys of every district that this process has met; the newest version seals."""

    def __init__(self, master: MasterKey, rows: KeyRows) -> None:
        self._master, self._rows = master, rows
        self._known: dict[str, dict[int, KeyPair]] = {}

    def ensure(self, district: str) -> None:
        """Makes the first version where there is none; outside any transaction."""
        if not self._found(district):
            self._rows.add(self._made(district, 1))

    def rotate(self, district: str) -> int:
        """A new version seals from now on; older ones stay readable."""
        version = self._refreshed(district).version + 1
        self._rows.add(self._made(district, version))
        return self._refreshed(district).version

    def current(self, district: str) -> KeyPair:
        pairs = self._found(district)
        if not pairs:
            raise DistrictWithoutKeys
        return pairs[max(pairs)]

    def at(self, district: str, version: int) -> KeyPair:
        """Asks again for a version that came up since; raises SealBroken for one that never was."""
        pair = self._found(district).get(version)
        if pair is None:
            self._refreshed(district)
            pair = self._found(district).get(version)
        if pair is None:
            raise SealBroken("key version")
        return pair

    def all_of(self, district: str) -> list[KeyPair]:
        """Oldest first: while a rotation runs, digests of every version are asked for."""
        pairs = self._found(district)
        return [pairs[version] for version in sorted(pairs)]

    def _refreshed(self, district: str) -> KeyPair:
        self._known.pop(district, None)
        return self.current(district)

    def _found(self, district: str) -> dict[int, KeyPair]:
        if district not in self._known:
            pairs = {row.version: self._unwrapped(row) for row in self._rows.find(district)}
            if not pairs:
                return pairs
            self._known[district] = pairs
        return self._known[district]

    def _made(self, district: str, version: int) -> WrappedKeys:
        place = (district, str(version))
        return WrappedKeys(
            district,
            version,
            self._master.wrap(os.urandom(KEY_BYTES), "data_key", *place),
            self._master.wrap(os.urandom(KEY_BYTES), "digest_key", *place),
        )

    def _unwrapped(self, row: WrappedKeys) -> KeyPair:
        place = (row.district, str(row.version))
        data = self._master.unwrap(row.data_key, "data_key", *place)
        return KeyPair(row.version, AESGCM(data), self._master.unwrap(row.digest_key, "digest_key", *place))
