"""What meals refuse."""

from datetime import date
from enum import StrEnum
from typing import ClassVar

from services.chassis.domain import Conflict, DomainError, NotFound


class AreaUnknown(NotFound):
    """Unknown in this district, or outside the caller's areas: nobody can tell the two apart."""

    about: ClassVar[tuple[str, ...]] = ("area_id",)
    area_id: str


class ResidentUnknown(NotFound):
    """Unknown to care, or outside the caller's areas."""

    about: ClassVar[tuple[str, ...]] = ("resident_id",)
    resident_id: str


class CardUnknown(NotFound):
    about: ClassVar[tuple[str, ...]] = ("card_id",)
    card_id: str


class NoProgramme(Conflict):
    """The district has no meal programme on that day."""

    on: date


class ChangedInPast(DomainError):
    """What has been decided for days gone by stays; a change holds from today at the earliest."""

    about: ClassVar[tuple[str, ...]] = ("valid_from",)
    valid_from: date


class PriceTwice(DomainError):
    about: ClassVar[tuple[str, ...]] = ("prices",)
    meal: StrEnum


class MealTwice(DomainError):
    about: ClassVar[tuple[str, ...]] = ("meals",)
    meal: StrEnum


class CanteenTwice(DomainError):
    about: ClassVar[tuple[str, ...]] = ("canteens",)
    name: str


class TooYoung(Conflict):
    resident_id: str
    on: date
    allowed_from: date


class HasLeft(Conflict):
    """`reason`: dead, moved out, or not known any more."""

    resident_id: str
    reason: StrEnum


class CardHeld(Conflict):
    """One open card a person."""

    resident_id: str
    card_id: str


class CardClosed(Conflict):
    card_id: str
    closed_on: date


class CardNotOpen(Conflict):
    """It was opened later, or closed before."""

    about: ClassVar[tuple[str, ...]] = ("on",)
    card_id: str
    on: date


class DayToCome(DomainError):
    about: ClassVar[tuple[str, ...]] = ("on",)
    on: date


class MealNotOffered(Conflict):
    about: ClassVar[tuple[str, ...]] = ("meals",)
    meal: StrEnum
    on: date


class MealTaken(Conflict):
    """One of each meal a card and day."""

    about: ClassVar[tuple[str, ...]] = ("meals",)
    card_id: str
    on: date
    meal: StrEnum
