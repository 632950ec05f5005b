"""What service places refuse."""

from datetime import date
from typing import ClassVar

from services.chassis.domain import Conflict, DomainError, NotFound


class AreaUnknown(NotFound):
    """Unknown in this district, or outside the caller's areas: nobody can tell the two apart."""

    about: ClassVar[tuple[str, ...]] = ("area_id",)
    area_id: str


class AreaEnded(Conflict):
    """Nothing is put into use in an area that is no more."""

    about: ClassVar[tuple[str, ...]] = ("place_id", "area_id")
    area_id: str
    ended_on: date | None


class PlaceUnknown(NotFound):
    """Unknown in this district, or outside the caller's areas."""

    about: ClassVar[tuple[str, ...]] = ("place_id",)
    place_id: str


class PlaceTwiceInBatch(DomainError):
    about: ClassVar[tuple[str, ...]] = ("id",)
    place_id: str


class PlaceKindUnknown(DomainError):
    """The district's list of that day has no such kind."""

    about: ClassVar[tuple[str, ...]] = ("kind", "mobile")
    place_kind: str


class KindTwice(DomainError):
    about: ClassVar[tuple[str, ...]] = ("kinds",)
    place_kind: str


class KindsChangedInPast(DomainError):
    about: ClassVar[tuple[str, ...]] = ("valid_from",)
    valid_from: date


class MobileNotAllowed(DomainError):
    """The list of kinds says which of them may be mobile."""

    about: ClassVar[tuple[str, ...]] = ("mobile", "kind")
    place_kind: str


class ZoneTwice(DomainError):
    about: ClassVar[tuple[str, ...]] = ("zones",)
    name: str


class ZonesTooLarge(DomainError):
    """The parts of a place are not larger than the whole; in square metres."""

    about: ClassVar[tuple[str, ...]] = ("zones", "area_m2")
    zones_m2: str
    area_m2: str


class HoursEmpty(DomainError):
    """Hours that close when they open; the whole day is 00:00–24:00."""

    about: ClassVar[tuple[str, ...]] = ("hours", "exceptions", "duties")
    opens: str


class HoursOverlap(DomainError):
    """Two spans of one weekday or one day."""

    about: ClassVar[tuple[str, ...]] = ("hours", "exceptions")
    day: str


class ExceptionTwice(DomainError):
    about: ClassVar[tuple[str, ...]] = ("exceptions",)
    day: date


class OperatorTermEmpty(DomainError):
    about: ClassVar[tuple[str, ...]] = ("operators",)
    name: str


class OrganisationTwice(DomainError):
    about: ClassVar[tuple[str, ...]] = ("organisations",)
    organisation_id: str


class StaffUnknown(NotFound):
    about: ClassVar[tuple[str, ...]] = ("duties",)
    staff_id: str


class DayAhead(DomainError):
    """What became of a place is written down once it has: from today at the latest."""

    about: ClassVar[tuple[str, ...]] = ("on", "opened_on")
    on: date


class UseTooEarly(DomainError):
    """A use ends after the day it began, and another begins when the one before has ended."""

    about: ClassVar[tuple[str, ...]] = ("on",)
    on: date
    since: date


class UseBegunBefore(Conflict):
    """Only a use that began today is taken back; one that lasted ends."""

    place_id: str
    valid_from: date


class PlaceClosed(Conflict):
    """What is closed changes no more until it is used again."""

    place_id: str
    closed_on: date


class NearIncomplete(DomainError):
    """A distance is from a point."""

    about: ClassVar[tuple[str, ...]] = ("near", "within_m")


class OpenTwice(DomainError):
    """Open now, or at a moment that is named: the one or the other."""

    about: ClassVar[tuple[str, ...]] = ("open_at", "open_now")


class CircleTooFull(DomainError):
    """So many places lie around the point that none of them is near; ask for a smaller distance."""

    about: ClassVar[tuple[str, ...]] = ("within_m",)
    at_most: int
