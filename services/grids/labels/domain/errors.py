"""What labels refuse."""

from datetime import date
from typing import ClassVar

from services.chassis.domain import Conflict, DomainError, NotFound


class AreaUnknown(NotFound):
    """Unknown in this district, or outside the caller's areas: nobody can tell the two apart."""

    about: ClassVar[tuple[str, ...]] = ("area_id",)
    area_id: str


class LabelUnknown(NotFound):
    """There never was one, or it is revoked, or it is not the caller's to see."""

    about: ClassVar[tuple[str, ...]] = ("token",)


class TargetUnknown(NotFound):
    """No such grid, building or unit, or outside the caller's areas."""

    about: ClassVar[tuple[str, ...]] = ("target_id", "unit")
    target_id: str
    unit: int


class AreaEnded(Conflict):
    """A grid that is no more gets no label: those that hang there lead to what it became."""

    about: ClassVar[tuple[str, ...]] = ("target_id", "token")
    area_id: str
    ended_on: date | None


class UnitOnlyOfUnits(DomainError):
    """A unit's label names its unit, and no other does."""

    about: ClassVar[tuple[str, ...]] = ("unit",)
    target_id: str


class LabelRevoked(Conflict):
    """It leads nowhere any more and has no new one to give."""

    about: ClassVar[tuple[str, ...]] = ("token",)
