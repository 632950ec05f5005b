"""What the work log refuses."""

from datetime import date
from typing import ClassVar

from services.chassis.domain import Conflict, DomainError, NotFound


class AreaUnknown(NotFound):
    """Unknown in this district, or outside the caller's areas: nobody can tell the two apart."""

    about: ClassVar[tuple[str, ...]] = ("area_id",)
    area_id: str


class AreaEnded(Conflict):
    """Nothing more is done in an area that is no more, nor was anything from its end on."""

    about: ClassVar[tuple[str, ...]] = ("area_id", "done_on")
    area_id: str
    ended_on: date | None


class DayAhead(DomainError):
    """What was done is written down once it is."""

    about: ClassVar[tuple[str, ...]] = ("done_on",)
    on: date


class DoneBeforeFounding(DomainError):
    """Nothing was done in an area before it was there."""

    about: ClassVar[tuple[str, ...]] = ("done_on",)
    area_id: str
    founded_on: date


class StaffUnknown(NotFound):
    about: ClassVar[tuple[str, ...]] = ("staff_id",)
    staff_id: str


class CaseUnknown(NotFound):
    """Unknown in this district, or in an area outside the caller's."""

    about: ClassVar[tuple[str, ...]] = ("case_id",)
    case_id: str


class EntryUnknown(NotFound):
    """Unknown in this district, in an area outside the caller's, or withdrawn."""

    about: ClassVar[tuple[str, ...]] = ("entry_id",)
    entry_id: str


class EntryWithdrawn(Conflict):
    """What was withdrawn does not come back by being sent once more."""

    about: ClassVar[tuple[str, ...]] = ("id",)
    entry_id: str
