"""A platform key (平台密钥): what another system gets in by, for some things, until a moment."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from services.members.platform_keys.domain.errors import (
    KeyHoldsTooLong,
    KeyNeverHolds,
    KeyOver,
    KeyRefusal,
    SecretRefused,
)
from services.members.platform_keys.domain.events import KeyEnded, KeyMade, KeyRotated
from services.members.platform_keys.domain.network import is_in
from services.members.platform_keys.domain.platform_role import PlatformRole


class KeyType(StrEnum):
    """A live key opens the district, a test key (测试密钥) its practice district alone."""

    LIVE = "live"
    TEST = "test"


@dataclass(frozen=True)
class KeyRates:
    """So many requests in so many seconds, `600/60`; None: what the gateway gives every key."""

    reading: str | None = None
    writing: str | None = None
    heavy: str | None = None


@dataclass(frozen=True)
class PlatformKey:
    """`area_id` None: the whole district. No `networks`: from anywhere.

    `old_until`: up to when the secret before the last rotation still opens.
    """

    id: str
    name: str
    type: KeyType
    roles: tuple[PlatformRole, ...]
    area_id: str | None
    valid_from: datetime
    valid_until: datetime
    networks: tuple[str, ...]
    rates: KeyRates
    reason: str = field(repr=False)
    made_by: str
    made_at: datetime
    rotated_at: datetime | None = None
    old_until: datetime | None = None
    ended_at: datetime | None = None
    ended_by: str | None = None
    version: int = 1

    def made(self, longest: timedelta) -> KeyMade:
        """Raises KeyNeverHolds or KeyHoldsTooLong, `longest` from its beginning."""
        if self.valid_until <= max(self.valid_from, self.made_at):
            raise KeyNeverHolds(valid_from=self.valid_from, valid_until=self.valid_until)
        if self.valid_until - min(self.valid_from, self.made_at) > longest:
            raise KeyHoldsTooLong(days=longest.days)
        roles, until = tuple(role.value for role in self.roles), self.valid_until.isoformat()
        return KeyMade(self.id, self.type.value, roles, self.area_id, until, self.version)

    def rotate(self, now: datetime, overlap: timedelta) -> tuple["PlatformKey", KeyRotated]:
        """From now on there is a new secret; the one before lives on for the overlap. Raises KeyOver."""
        self._must_not_be_over(now)
        old_until = min(now + overlap, self.valid_until)
        rotated = replace(self, rotated_at=now, old_until=old_until, version=self.version + 1)
        return rotated, KeyRotated(self.id, old_until.isoformat(), rotated.version)

    def has_two_secrets(self, now: datetime) -> bool:
        return self.old_until is not None and now < self.old_until

    def end(self, now: datetime, by: str) -> tuple["PlatformKey", KeyEnded]:
        """Raises KeyOver."""
        self._must_not_be_over(now)
        ended = replace(self, ended_at=now, ended_by=by, version=self.version + 1)
        return ended, KeyEnded(self.id, ended.version)

    def open(self, now: datetime, *, is_old: bool) -> datetime:
        """Up to when this secret opens, if nothing happens before. Raises SecretRefused."""
        until = min(self.valid_until, self.old_until or self.valid_until) if is_old else self.valid_until
        if self.ended_at is not None:
            raise SecretRefused(reason=KeyRefusal.CALLED_BACK)
        if until <= now:
            raise SecretRefused(reason=KeyRefusal.EXPIRED)
        if now < self.valid_from:
            raise SecretRefused(reason=KeyRefusal.EARLY)
        return until

    def must_open_from(self, address: str) -> None:
        """Raises SecretRefused."""
        if self.networks and not is_in(self.networks, address):
            raise SecretRefused(reason=KeyRefusal.ELSEWHERE)

    def _must_not_be_over(self, now: datetime) -> None:
        if self.ended_at is not None or self.valid_until <= now:
            raise KeyOver(key_id=self.id)
