"""What grants refuse."""

from datetime import datetime
from typing import ClassVar

from services.chassis.domain import Conflict, DomainError, NotFound
from services.members.grants.domain.role import Role


class GrantUnknown(NotFound):
    """Unknown in this district, or outside the caller's areas: nobody can tell the two apart."""

    about: ClassVar[tuple[str, ...]] = ("grant_id",)
    grant_id: str


class AreaUnknown(NotFound):
    about: ClassVar[tuple[str, ...]] = ("area_id",)
    area_id: str


class AreaEnded(Conflict):
    """Nobody is there any more."""

    about: ClassVar[tuple[str, ...]] = ("area_id",)
    area_id: str


class AreaNeeded(DomainError):
    """Only who is granted the whole district may grant it."""

    about: ClassVar[tuple[str, ...]] = ("area_id",)


class TermEmpty(DomainError):
    """It would end before it begins, or before now."""

    about: ClassVar[tuple[str, ...]] = ("valid_until",)
    valid_from: datetime
    valid_until: datetime


class GrantToOneself(DomainError):
    about: ClassVar[tuple[str, ...]] = ("person_id",)


class AdministratorsApart(Conflict):
    """The person holds one of the three administrators' roles, which exclude each other."""

    about: ClassVar[tuple[str, ...]] = ("role",)
    person_id: str
    role: Role
    held: Role | str


class GrantOver(Conflict):
    grant_id: str


class GrantFollowsPost(Conflict):
    """It ends with its appointment, not by hand."""

    grant_id: str


class RoleNotHeld(DomainError):
    """Breaking the glass widens where a role counts; it gives nobody another role."""

    about: ClassVar[tuple[str, ...]] = ("role",)
    role: Role
