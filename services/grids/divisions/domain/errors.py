"""What is refused of official divisions."""

from datetime import date
from typing import ClassVar

from services.chassis.domain import DomainError, NotFound


class CodeSchemeMissing(DomainError):
    """The same digits mean different places in two schemes."""

    about: ClassVar[tuple[str, ...]] = ("scheme",)


class DivisionUnknown(NotFound):
    about: ClassVar[tuple[str, ...]] = ("code", "figures")
    scheme: str
    area_code: str
    on: date


class AsOfTooEarly(DomainError):
    """A code is shown as of the day on which it was understood, or a later one."""

    about: ClassVar[tuple[str, ...]] = ("as_of",)
    on: date
    as_of: date


class FigureTwice(DomainError):
    about: ClassVar[tuple[str, ...]] = ("figures",)
    scheme: str
    area_code: str


class FigureWithin(DomainError):
    """One division lies in another: its figure would be counted in both."""

    about: ClassVar[tuple[str, ...]] = ("figures",)
    scheme: str
    area_code: str
    above: str
