"""What posts and staff refuse."""

from datetime import date
from typing import ClassVar

from services.chassis.domain import Conflict, DomainError, NotFound


class AreaUnknown(NotFound):
    """Unknown in this district, or outside the caller's areas: nobody can tell the two apart."""

    about: ClassVar[tuple[str, ...]] = ("area_id",)
    area_id: str


class StaffUnknown(NotFound):
    about: ClassVar[tuple[str, ...]] = ("staff_id", "to_id")
    staff_id: str


class AppointsThemselves(DomainError):
    """A post brings its grant, and nobody grants themselves anything."""

    about: ClassVar[tuple[str, ...]] = ("staff_id",)


class AppointmentUnknown(NotFound):
    about: ClassVar[tuple[str, ...]] = ("appointment_id", "appointment_ids")
    appointment_id: str


class GroupHeldAlready(Conflict):
    """Whoever takes over a group holds it in that time already, and nobody holds it twice."""

    about: ClassVar[tuple[str, ...]] = ("to_id", "grouping_ids")
    staff_id: str
    grouping_id: str


class GroupNotHeld(NotFound):
    """They do not hold this grouping that day, or it lies outside the caller's areas."""

    about: ClassVar[tuple[str, ...]] = ("grouping_ids",)
    grouping_id: str


class StaffTwiceInBatch(DomainError):
    about: ClassVar[tuple[str, ...]] = ("id",)
    staff_id: str


class AppointmentTwiceInBatch(DomainError):
    about: ClassVar[tuple[str, ...]] = ("id",)
    appointment_id: str


class PostUnknown(DomainError):
    """An area of this kind has no post, or none of this role (None: any)."""

    about: ClassVar[tuple[str, ...]] = ("area_id", "role")
    area_id: str
    area_kind: str
    role: str | None


class TermEmpty(DomainError):
    """The last day would come before the first."""

    about: ClassVar[tuple[str, ...]] = ("valid_to",)
    valid_from: date
    valid_to: date


class AppointedBeforeFounding(DomainError):
    """Nobody holds a post of an area before it is there."""

    about: ClassVar[tuple[str, ...]] = ("valid_from",)
    area_id: str
    founded_on: date


class AppointedBeyondEnd(DomainError):
    """Nobody holds a post of an area from the day on which it is no more."""

    about: ClassVar[tuple[str, ...]] = ("valid_from", "valid_to")
    area_id: str
    ended_on: date


class AreaEnded(Conflict):
    """Nobody answers for an area that is no more; its changes tell what it became."""

    about: ClassVar[tuple[str, ...]] = ("area_id",)
    area_id: str
    ended_on: date


class AreaNotFounded(DomainError):
    """On that day it was not there yet."""

    about: ClassVar[tuple[str, ...]] = ("on",)
    area_id: str
    founded_on: date


class DeputyWithoutEnd(DomainError):
    """Somebody deputises for days that are named."""

    about: ClassVar[tuple[str, ...]] = ("valid_to",)


class DeputyTaken(Conflict):
    """A post has one deputy at a time."""

    about: ClassVar[tuple[str, ...]] = ("valid_from", "valid_to", "to_id")
    area_id: str
    role: str
    appointment_id: str


class PostTaken(Conflict):
    """A post has one holder at a time."""

    about: ClassVar[tuple[str, ...]] = ("valid_from", "valid_to", "to_id")
    area_id: str
    role: str
    appointment_id: str


class AlreadyHolds(Conflict):
    """Several may hold the post, each of them once; and nobody deputises for themselves."""

    about: ClassVar[tuple[str, ...]] = ("staff_id", "valid_from", "valid_to", "to_id")
    staff_id: str
    role: str
    appointment_id: str


class TermTooLong(DomainError):
    """The role has a term, and nobody holds it for longer at a time."""

    about: ClassVar[tuple[str, ...]] = ("valid_to",)
    role: str
    valid_to: date
    latest: date


class HeldExOfficio(Conflict):
    """It comes with another appointment, and ends and is handed over with that."""

    about: ClassVar[tuple[str, ...]] = ("appointment_id", "appointment_ids")
    appointment_id: str
    ex_officio_of: str


class AlreadyEnded(Conflict):
    """An appointment that ends anyway may end earlier, not later."""

    about: ClassVar[tuple[str, ...]] = ("valid_to",)
    appointment_id: str
    valid_to: date


class RoleTwice(DomainError):
    about: ClassVar[tuple[str, ...]] = ("roles",)
    role: str


class RoleKindUnknown(DomainError):
    """A role stands at kinds of area that the district's levels have on its first day."""

    about: ClassVar[tuple[str, ...]] = ("roles",)
    role: str
    area_kind: str


class GrantNotOfPosts(DomainError):
    """No such role is granted, or none that a post may give."""

    about: ClassVar[tuple[str, ...]] = ("roles",)
    role: str
    grants: str


class ExOfficioUnknown(DomainError):
    """A role comes with another one of the scheme."""

    about: ClassVar[tuple[str, ...]] = ("roles",)
    role: str
    ex_officio_of: str


class ExOfficioCircle(DomainError):
    """No role comes with itself, by whatever way round."""

    about: ClassVar[tuple[str, ...]] = ("roles",)
    role: str


class ExOfficioChain(DomainError):
    """A role that comes with another one brings none itself."""

    about: ClassVar[tuple[str, ...]] = ("roles",)
    role: str
    ex_officio_of: str


class ChangedInPast(DomainError):
    about: ClassVar[tuple[str, ...]] = ("valid_from",)
    valid_from: date


class RoleHeld(Conflict):
    """A role that somebody holds on that day or after it does not go out of the scheme."""

    about: ClassVar[tuple[str, ...]] = ("roles",)
    role: str
    appointment_id: str


class RoleHeldByMany(Conflict):
    """A role of which several hold one post on that day or after it is not yet one of a single holder."""

    about: ClassVar[tuple[str, ...]] = ("roles",)
    role: str
    appointment_id: str


class HandedToThemselves(DomainError):
    about: ClassVar[tuple[str, ...]] = ("to_id",)


class DwellingUnknown(NotFound):
    """Unknown in this district, or outside the caller's areas."""

    about: ClassVar[tuple[str, ...]] = ("dwelling_id",)
    dwelling_id: str


class RoleUnknown(DomainError):
    """The district has no such role on that day."""

    about: ClassVar[tuple[str, ...]] = ("role",)
    role: str
    on: date
