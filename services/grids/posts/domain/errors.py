"""What posts and staff refuse."""

from datetime import date
from typing import ClassVar

from services.chassis.domain import Conflict, DomainError, NotFound
from services.grids.posts.domain.roles import PostRole


class AreaUnknown(NotFound):
    """Unknown in this district, or outside the caller's areas: nobody can tell the two apart."""

    about: ClassVar[tuple[str, ...]] = ("area_id",)
    area_id: str


class StaffUnknown(NotFound):
    about: ClassVar[tuple[str, ...]] = ("staff_id",)
    staff_id: str


class AppointsThemselves(DomainError):
    """A post brings its grant, and nobody grants themselves anything."""

    about: ClassVar[tuple[str, ...]] = ("staff_id",)


class AppointmentUnknown(NotFound):
    about: ClassVar[tuple[str, ...]] = ("appointment_id",)
    appointment_id: str


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
    role: PostRole | None


class TermEmpty(DomainError):
    """The last day would come before the first."""

    about: ClassVar[tuple[str, ...]] = ("valid_to",)
    valid_from: date
    valid_to: date


class DeputyWithoutEnd(DomainError):
    """Somebody deputises for days that are named."""

    about: ClassVar[tuple[str, ...]] = ("valid_to",)


class PostTaken(Conflict):
    """A post has one holder at a time, and one deputy."""

    about: ClassVar[tuple[str, ...]] = ("valid_from", "valid_to")
    area_id: str
    role: PostRole
    appointment_id: str


class AlreadyEnded(Conflict):
    """An appointment that ends anyway may end earlier, not later."""

    about: ClassVar[tuple[str, ...]] = ("valid_to",)
    appointment_id: str
    valid_to: date
