"""What is refused of shapes."""

from datetime import date
from enum import StrEnum
from typing import ClassVar

from services.chassis.domain import Conflict, DomainError, NotFound


class ShapeProblem(StrEnum):
    NOT_A_POLYGON = "not_a_polygon"
    TOO_FEW_PLACES = "too_few_places"
    NOT_CLOSED = "not_closed"
    NOT_A_PLACE = "not_a_place"
    OUT_OF_RANGE = "out_of_range"
    NO_EXTENT = "no_extent"
    TOO_WIDE = "too_wide"
    NOT_IN_CHINA = "not_in_china"


class AreaUnknown(NotFound):
    about: ClassVar[tuple[str, ...]] = ("area_id",)
    area_id: str


class AreaEnded(Conflict):
    """Its outline stays as it was to the last."""

    about: ClassVar[tuple[str, ...]] = ("area_id",)
    area_id: str
    ended_on: date | None


class ShapeMalformed(DomainError):
    """`ring` is the first that shows it, counted from 1 over the whole shape."""

    about: ClassVar[tuple[str, ...]] = ("shape",)
    problem: ShapeProblem
    ring: int


class NoShape(DomainError):
    """The same of the shape as a whole."""

    about: ClassVar[tuple[str, ...]] = ("shape",)
    problem: ShapeProblem


class ShapeTooLarge(DomainError):
    about: ClassVar[tuple[str, ...]] = ("shape",)
    places: int
    at_most: int


class ShapeCrossesItself(DomainError):
    """At this place, or near it."""

    about: ClassVar[tuple[str, ...]] = ("shape",)
    lon: float
    lat: float


class NothingThere(NotFound):
    """No area that the caller may see has a shape that covers this place."""

    about: ClassVar[tuple[str, ...]] = ("lon", "lat")
    lon: float
    lat: float


class ShapesTooMany(DomainError):
    """More than are laid over each other while somebody waits."""

    about: ClassVar[tuple[str, ...]] = ("area_id",)
    area_id: str
    at_most: int
