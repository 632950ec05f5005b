"""What people and households refuse."""

from datetime import date
from typing import ClassVar

from services.chassis.domain import Conflict, DomainError, NotFound


class ResidentUnknown(NotFound):
    """Unknown in this district, or outside the caller's areas: nobody can tell the two apart."""

    about: ClassVar[tuple[str, ...]] = ("resident_id",)
    resident_id: str


class HouseholdUnknown(NotFound):
    about: ClassVar[tuple[str, ...]] = ("household_id",)
    household_id: str


class AreaUnknown(NotFound):
    about: ClassVar[tuple[str, ...]] = ("area_id",)
    area_id: str


class AlreadyDead(Conflict):
    resident_id: str
    died_on: date | None


class AlreadyMovedOut(Conflict):
    resident_id: str
    moved_out_on: date | None


class DeathToCome(DomainError):
    about: ClassVar[tuple[str, ...]] = ("died_on",)
    died_on: date


class DeathBeforeBirth(DomainError):
    about: ClassVar[tuple[str, ...]] = ("died_on",)
    died_on: date


class MoveOutToCome(DomainError):
    about: ClassVar[tuple[str, ...]] = ("moved_out_on",)
    moved_out_on: date


class MoveOutBeforeBirth(DomainError):
    about: ClassVar[tuple[str, ...]] = ("moved_out_on",)
    moved_out_on: date
