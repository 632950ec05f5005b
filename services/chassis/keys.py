"""The keys that the master key wraps: one for data, one for digests, per district and version (D11)."""

import os
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Protocol

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from services.chassis.errors import DatabaseUnavailable
from services.chassis.master_key import KEY_BYTES, MasterKey, SealBroken

__all__ = ["DataKeys", "DistrictWithoutKeys", "KeyPair", "KeyRows", "MasterKey", "SealBroken", "WrappedKeys"]

ASKED_EVERY = 10.0
"""Seconds after which a process asks the database again which keys a district has."""
LEARNT_WITHIN = 20.0
"""Seconds after which nobody uses keys as they were before: until then who asks is not waited for."""


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

    def remove_before(self, district: str, version: int) -> None:
        """Committed when it returns: what those sealed opens no more."""

    def age(self, district: str) -> float:
        """Seconds since the newest was made, by the database's clock."""


@dataclass(frozen=True, repr=False)
class KeyPair:
    """Unwrapped, for this process alone."""

    version: int
    data: AESGCM
    digest: bytes


@dataclass
class _Known:
    """What the database said at `asked_at`, by this process's own clock."""

    rows: dict[int, WrappedKeys]
    pairs: dict[int, KeyPair]
    asked_at: float
    is_asked: bool = field(default=False)


class DataKeys:
    """The keys of every district that this process has met; the newest version seals.

    A version that another process made or destroyed is known here LEARNT_WITHIN seconds later at most.
    """

    def __init__(self, master: MasterKey, rows: KeyRows, now: Callable[[], float] = time.monotonic) -> None:
        self._master, self._rows, self._now = master, rows, now
        self._known: dict[str, _Known] = {}

    def ensure(self, district: str) -> None:
        """Makes the first version where there is none; outside any transaction."""
        if not self._found(district):
            self.make(district, 1)

    def make(self, district: str, version: int) -> None:
        """It seals from now on, older ones stay readable; nothing is done where it is there."""
        self._rows.add(self._made(district, version))
        self._read(district)

    def destroy_older(self, district: str) -> None:
        """All but the newest."""
        self._rows.remove_before(district, max(self._read(district)))
        self._read(district)

    def read(self, district: str) -> tuple[int, ...]:
        """The versions as they are in this moment, oldest first."""
        return tuple(sorted(self._read(district)))

    def age(self, district: str) -> float:
        """Seconds since the newest version was made."""
        return self._rows.age(district)

    def current(self, district: str) -> KeyPair:
        pairs = self._found(district)
        if not pairs:
            raise DistrictWithoutKeys
        return pairs[max(pairs)]

    def at(self, district: str, version: int) -> KeyPair:
        """Asks again for a version that came up since; raises SealBroken for one that is not there."""
        pair = self._found(district).get(version) or self._read(district).get(version)
        if pair is None:
            raise SealBroken("key version")
        return pair

    def all_of(self, district: str) -> list[KeyPair]:
        """Oldest first: while there are several, digests of every version are kept and asked for."""
        pairs = self._found(district)
        return [pairs[version] for version in sorted(pairs)]

    def _found(self, district: str) -> dict[int, KeyPair]:
        """One asks again; the others go on meanwhile, for as long as what is known is not too old."""
        known = self._known.get(district)
        if known is None:
            return self._read(district)
        age = self._now() - known.asked_at
        if age < ASKED_EVERY or (known.is_asked and age < LEARNT_WITHIN):
            return known.pairs
        known.is_asked = True
        try:
            return self._read(district)
        except DatabaseUnavailable:
            if age >= LEARNT_WITHIN:
                raise
            return known.pairs
        finally:
            known.is_asked = False

    def _read(self, district: str) -> dict[int, KeyPair]:
        before, asked_at = self._known.get(district), self._now()
        rows = {row.version: row for row in self._rows.find(district)}
        if not rows:
            return {}
        kept = before.pairs if before is not None and before.rows == rows else None
        pairs = kept or {version: self._unwrapped(row) for version, row in rows.items()}
        self._known[district] = _Known(rows, pairs, asked_at)
        return pairs

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
