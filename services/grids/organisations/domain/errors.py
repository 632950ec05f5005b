"""What organisations refuse."""

from datetime import date
from typing import ClassVar

from services.chassis.domain import Conflict, DomainError, Forbidden, NotFound


class AreaUnknown(NotFound):
    """Unknown in this district, or outside the caller's areas: nobody can tell the two apart."""

    about: ClassVar[tuple[str, ...]] = ("area_id",)
    area_id: str


class AreaEnded(Conflict):
    """Nothing is bound to an area that is no more."""

    about: ClassVar[tuple[str, ...]] = ("area_id",)
    area_id: str
    ended_on: date | None


class GroupingUnknown(NotFound):
    about: ClassVar[tuple[str, ...]] = ("grouping_id",)
    grouping_id: str


class GroupingClosed(Conflict):
    about: ClassVar[tuple[str, ...]] = ("grouping_id",)
    grouping_id: str


class DwellingUnknown(NotFound):
    about: ClassVar[tuple[str, ...]] = ("dwelling_id",)
    dwelling_id: str


class GroundAmbiguous(DomainError):
    """An area or a dwelling, a level or a kind of groupings: the one or the other."""

    about: ClassVar[tuple[str, ...]] = ("area_id", "dwelling_id", "area_kind", "grouping_kind")


class BoundTwice(DomainError):
    """To an area or to a grouping, not to both."""

    about: ClassVar[tuple[str, ...]] = ("area_id", "grouping_id")


class BoundWrong(DomainError):
    """An organisation of this kind is not bound to what is of that one."""

    about: ClassVar[tuple[str, ...]] = ("area_id", "grouping_id")
    organisation_kind: str
    bound_to: str


class UnboundNeedsWholeDistrict(Forbidden):
    """What is bound to nothing is the whole district's."""

    about: ClassVar[tuple[str, ...]] = ("area_id",)
    organisation_kind: str


class OrganisationUnknown(NotFound):
    """Unknown in this district, or outside the caller's areas."""

    about: ClassVar[tuple[str, ...]] = ("organisation_id", "parent_id")
    organisation_id: str


class OrganisationTwiceInBatch(DomainError):
    about: ClassVar[tuple[str, ...]] = ("id",)
    organisation_id: str


class OrganisationKindUnknown(DomainError):
    """The district's list of that day has no such kind."""

    about: ClassVar[tuple[str, ...]] = ("kind", "area_id", "grouping_id", "parent_id")
    organisation_kind: str


class OrganisationParentWrong(DomainError):
    """None: it has none, or is to have none."""

    about: ClassVar[tuple[str, ...]] = ("parent_id",)
    organisation_kind: str
    above_kind: str | None
    parent_kind: str | None


class OrganisationUnderItself(DomainError):
    about: ClassVar[tuple[str, ...]] = ("parent_id",)
    organisation_id: str


class ParentOrganisationClosed(Conflict):
    about: ClassVar[tuple[str, ...]] = ("parent_id",)
    organisation_id: str
    closed_on: date


class OrganisationClosed(Conflict):
    """What is closed changes no more."""

    about: ClassVar[tuple[str, ...]] = ("organisation_id",)
    organisation_id: str
    closed_on: date


class OrganisationHasBelow(Conflict):
    """It closes once what stands under it is closed or stands elsewhere."""

    about: ClassVar[tuple[str, ...]] = ("organisation_id",)
    organisation_id: str
    below: int


class DayAhead(DomainError):
    about: ClassVar[tuple[str, ...]] = ("founded_on", "on")
    on: date


class ClosedBeforeFounding(DomainError):
    about: ClassVar[tuple[str, ...]] = ("on",)
    on: date
    founded_on: date


class StaffUnknown(NotFound):
    about: ClassVar[tuple[str, ...]] = ("staff_id",)
    staff_id: str


class CapacityUnknown(DomainError):
    """The district's list of that day has no such capacity."""

    about: ClassVar[tuple[str, ...]] = ("capacity",)
    capacity: str


class DepartmentMissing(DomainError):
    """Of who is a member in this capacity it is said which department they come from."""

    about: ClassVar[tuple[str, ...]] = ("department",)
    capacity: str


class MembershipTwiceInBatch(DomainError):
    about: ClassVar[tuple[str, ...]] = ("id",)
    membership_id: str


class MembershipDiffers(Conflict):
    """A membership that is there has this id: of somebody else, in another capacity, or from another day."""

    about: ClassVar[tuple[str, ...]] = ("id",)
    membership_id: str


class MembershipOver(Conflict):
    """It ends anyway, and may end earlier, not later."""

    about: ClassVar[tuple[str, ...]] = ("valid_to",)
    membership_id: str
    valid_to: date


class AlreadyMember(Conflict):
    """Nobody is a member of an organisation twice on one day."""

    about: ClassVar[tuple[str, ...]] = ("staff_id", "valid_from", "valid_to")
    staff_id: str
    membership_id: str


class TermEmpty(DomainError):
    about: ClassVar[tuple[str, ...]] = ("valid_to",)
    valid_from: date
    valid_to: date


class MemberBeforeFounding(DomainError):
    about: ClassVar[tuple[str, ...]] = ("valid_from",)
    valid_from: date
    founded_on: date


class OrganisationKindTwice(DomainError):
    about: ClassVar[tuple[str, ...]] = ("kinds", "capacities")
    organisation_kind: str


class AboveKindUnknown(DomainError):
    """A kind stands under one of the same list."""

    about: ClassVar[tuple[str, ...]] = ("kinds",)
    organisation_kind: str
    above_kind: str


class OrganisationKindsInCircle(DomainError):
    about: ClassVar[tuple[str, ...]] = ("kinds",)
    organisation_kind: str


class OrganisationKindsChangedInPast(DomainError):
    about: ClassVar[tuple[str, ...]] = ("valid_from",)
    valid_from: date
