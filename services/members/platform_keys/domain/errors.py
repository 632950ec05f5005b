"""What platform keys refuse."""

from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from services.chassis.domain import BearerRefused, Conflict, DomainError, NotFound


class PlatformKeyUnknown(NotFound):
    """Unknown in this district, or outside the caller's areas: nobody can tell the two apart."""

    about: ClassVar[tuple[str, ...]] = ("key_id",)
    key_id: str


class AreaUnknown(NotFound):
    about: ClassVar[tuple[str, ...]] = ("area_id",)
    area_id: str


class AreaEnded(Conflict):
    """Nobody is there any more."""

    about: ClassVar[tuple[str, ...]] = ("area_id",)
    area_id: str


class KeyAreaNeeded(DomainError):
    """Only who is granted the whole district may open all of it."""

    about: ClassVar[tuple[str, ...]] = ("area_id",)


class NoAreaForTestKey(DomainError):
    """It opens the practice district, whose ground is another."""

    about: ClassVar[tuple[str, ...]] = ("area_id",)


class KeyNeverHolds(DomainError):
    """It would end before it begins, or before now."""

    about: ClassVar[tuple[str, ...]] = ("valid_until",)
    valid_from: datetime
    valid_until: datetime


class KeyHoldsTooLong(DomainError):
    about: ClassVar[tuple[str, ...]] = ("valid_until",)
    days: int


class NetworkInvalid(DomainError):
    """Not `203.0.113.0/24`, `2001:db8::/32` or one address; also a network with bits of a host."""

    about: ClassVar[tuple[str, ...]] = ("networks",)
    network: str


class KeyOver(Conflict):
    """Ended, or past its last moment."""

    key_id: str


class NoKeysInPractice(Conflict):
    """A practice district is opened by the test keys of its own district."""


class KeyRefusal(StrEnum):
    """Why a secret opens nothing: wrong in any way, too early, too late, ended, or from elsewhere."""

    UNKNOWN_KEY = "unknown_key"
    EARLY = "early"
    EXPIRED = "expired"
    CALLED_BACK = "called_back"
    ELSEWHERE = "elsewhere"


class SecretRefused(BearerRefused):
    """To who has the right secret the reason is told; to all others it is unknown.

    Its `bearer` is the key that was named, where there is one.
    """

    reason: KeyRefusal
