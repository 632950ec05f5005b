"""What the others hear of platform keys; neither secret nor reason."""

from dataclasses import dataclass

from services.chassis.domain import Event


@dataclass(frozen=True)
class KeyMade(Event):
    key_id: str
    key_type: str
    roles: tuple[str, ...]
    area_id: str | None
    valid_until: str
    version: int


@dataclass(frozen=True)
class KeyRotated(Event):
    """`old_until`: up to when the secret before this one still opens."""

    key_id: str
    old_until: str
    version: int


@dataclass(frozen=True)
class KeyEnded(Event):
    key_id: str
    version: int
