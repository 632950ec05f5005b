"""What is refused of looking back."""

from datetime import date
from typing import ClassVar

from services.chassis.domain import DomainError


class TooManyAreas(DomainError):
    """So many areas are counted at once; ask for what lies lower."""

    about: ClassVar[tuple[str, ...]] = ("area_id",)
    at_most: int


class AreaNotFounded(DomainError):
    """On that day it was not there yet."""

    about: ClassVar[tuple[str, ...]] = ("on", "as_of")
    area_id: str
    founded_on: date


class DayToCome(DomainError):
    """Nobody knows yet how it will be."""

    about: ClassVar[tuple[str, ...]] = ("on", "as_of")
    day: date


class AsOfBeforeOn(DomainError):
    """What was counted is shown as of its own day, or a later one."""

    about: ClassVar[tuple[str, ...]] = ("as_of",)
    on: date
    as_of: date
