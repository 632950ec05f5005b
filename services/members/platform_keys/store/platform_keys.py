"""Platform keys as rows; of a secret its hash alone, sealed."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from hmac import compare_digest
from typing import Any

from sqlalchemy import ColumnElement, insert, select, update

from services.chassis.caller import Scope
from services.chassis.errors import IdTaken, StaleVersion
from services.chassis.keys import SealBroken
from services.chassis.platform_secret import hash_of, new_secret
from services.chassis.seal import SHORTEST_SEALED, SealedField, Seals
from services.chassis.storage import revocations
from services.chassis.storage.rows import Rows
from services.chassis.storage.scope import within
from services.chassis.storage.versions import update_versioned
from services.members.platform_keys.domain.errors import PlatformKeyUnknown
from services.members.platform_keys.domain.platform_key import KeyRates, KeyType, PlatformKey
from services.members.platform_keys.domain.platform_role import PlatformRole
from services.members.platform_keys.store.tables import SECRET, areas, platform_keys

KIND = "platform_key"
"""Of the digests that were kept of secrets before their hashes were sealed."""
HASH = SealedField("platform_keys", "secret")
CHANGING = ("rotated_at", "old_until", "ended_at", "ended_by")


class SqlPlatformKeys:
    def __init__(self, rows: Rows, scope: Scope, seals: Seals) -> None:
        self._rows, self._scope, self._seals = rows, scope, seals

    def add(self, made: PlatformKey) -> str:
        if self._one(made.id) is not None:
            raise IdTaken(id=made.id)
        secret, kept = self._new_secret(made)
        given = {"district": self._rows.district, **_row(made), "secret": kept}
        self._rows.write(insert(platform_keys).values(**given))
        return secret

    def get(self, key_id: str, seen_version: int) -> PlatformKey:
        row = self._one(key_id, seen(self._scope, self._rows))
        if row is None:
            raise PlatformKeyUnknown(key_id=key_id)
        if row["version"] != seen_version:
            raise StaleVersion(sent_version=seen_version, current_version=row["version"], current=shown(row))
        return _key(row)

    def save(self, after: PlatformKey) -> None:
        changed = {name: getattr(after, name) for name in CHANGING}
        update_versioned(self._rows, platform_keys, after.id, after.version - 1, changed, shown)

    def opening(self, area_ids: Sequence[str], now: datetime) -> list[PlatformKey]:
        there = (self._rows.of(platform_keys), platform_keys.c.area_id.in_(area_ids))
        lasting = (platform_keys.c.ended_at.is_(None), platform_keys.c.valid_until > now)
        found = select(platform_keys).where(*there, *lasting).order_by(platform_keys.c.id)
        return [_key(row) for row in self._rows.all(found)] if area_ids else []

    def change_secret(self, rotated: PlatformKey) -> str:
        self.save(rotated)
        secret, kept = self._new_secret(rotated)
        its = (self._rows.of(platform_keys), platform_keys.c.id == rotated.id)
        changed = {"old_secret": platform_keys.c.secret, "secret": kept}
        self._rows.write(update(platform_keys).where(*its).values(**changed))
        return secret

    def of_secret(self, key_id: str, secret_hash: str) -> tuple[PlatformKey, bool] | None:
        """With whether it is the one before the newest."""
        row = self._one(key_id)
        if row is None:
            return None
        is_new, is_old = (
            kept is not None and self._is_of(key_id, secret_hash, bytes(kept))
            for kept in (row["secret"], row["old_secret"])
        )
        return (_key(row), not is_new) if is_new or is_old else None

    def has(self, key_id: str) -> bool:
        return self._one(key_id) is not None

    def call_back(self, key_id: str, now: datetime) -> None:
        revocations.call_back(self._rows, _principal(key_id), now)

    def version_of(self, key_id: str) -> int:
        return revocations.version_of(self._rows, _principal(key_id))

    def _new_secret(self, key: PlatformKey) -> tuple[str, bytes]:
        district = self._rows.district
        secret = new_secret(key.type.value, district, key.id)
        return secret, self._seals.seal(HASH, key.id, hash_of(secret).encode(), district)

    def _is_of(self, key_id: str, secret_hash: str, kept: bytes) -> bool:
        """A secret that was put there by somebody else does not open, and opens nothing."""
        here = self._rows.district
        if len(kept) >= SHORTEST_SEALED:
            try:
                return compare_digest(self._seals.unseal(HASH, key_id, kept, here), secret_hash.encode())
            except SealBroken:
                return False
        digests = self._seals.digests(here, KIND, f"{key_id}:{secret_hash}".encode()).values()
        return any(compare_digest(kept, each) for each in digests)

    def _one(self, key_id: str, *where: ColumnElement[bool]) -> dict[str, Any] | None:
        its = (self._rows.of(platform_keys), platform_keys.c.id == key_id)
        return self._rows.one(select(platform_keys).where(*its, *where))


def seen(scope: Scope, rows: Rows) -> ColumnElement[bool]:
    """Keys of the caller's areas; those of the whole district for whoever sees all of it."""
    return within(scope, rows, platform_keys.c.area_id, areas)


def shown(row: Mapping[str, Any]) -> dict[str, Any]:
    """Without its secrets' digests."""
    plain = {name: value for name, value in row.items() if name not in SECRET and name != "district"}
    return plain | {"from_anywhere": not row["networks"]}


def _row(key: PlatformKey) -> dict[str, Any]:
    return vars(key) | {
        "type": key.type.value,
        "roles": [role.value for role in key.roles],
        "networks": list(key.networks),
        "rates": asdict(key.rates),
    }


def _key(row: Mapping[str, Any]) -> PlatformKey:
    facts = {name: row[name] for name in PlatformKey.__dataclass_fields__}
    typed = {
        "type": KeyType(row["type"]),
        "roles": tuple(map(PlatformRole, row["roles"])),
        "networks": tuple(row["networks"]),
        "rates": KeyRates(**row["rates"]),
    }
    return PlatformKey(**facts | typed)


def _principal(key_id: str) -> str:
    return f"key:{key_id}"
