"""What is a slip of the pen in what is said of a place."""

from typing import ClassVar

from services.chassis.domain import DomainError


class PlaceNameTwice(DomainError):
    """Two of one kind and name, of whatever width, in one area: nobody could tell them apart."""

    about: ClassVar[tuple[str, ...]] = ("name",)
    name: str


class PositionNotInChina(DomainError):
    """Mistyped, or longitude and latitude turned round."""

    about: ClassVar[tuple[str, ...]] = ("position",)


class WeekdayTwice(DomainError):
    """A duty is on a weekday once."""

    about: ClassVar[tuple[str, ...]] = ("duties",)
    weekday: int


class DutyTwice(DomainError):
    """The same role, days, hours and person."""

    about: ClassVar[tuple[str, ...]] = ("duties",)
    role: str
