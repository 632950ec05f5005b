"""What groupings refuse."""

from datetime import date
from typing import ClassVar

from services.chassis.domain import Conflict, DomainError, Forbidden, NotFound


class AreaUnknown(NotFound):
    """Unknown in this district, or outside the caller's areas: nobody can tell the two apart."""

    about: ClassVar[tuple[str, ...]] = ("community_id",)
    area_id: str


class NotACommunity(DomainError):
    """A grouping lies in a community."""

    about: ClassVar[tuple[str, ...]] = ("community_id",)
    area_id: str
    area_kind: str


class GroupingUnknown(NotFound):
    """Unknown in this district, or outside the caller's areas."""

    about: ClassVar[tuple[str, ...]] = ("grouping_id",)
    grouping_id: str


class GroupingKindUnknown(DomainError):
    """The district has no such kind of groupings."""

    about: ClassVar[tuple[str, ...]] = ("kind",)
    grouping_kind: str


class GroupingKindTaken(Conflict):
    about: ClassVar[tuple[str, ...]] = ("kind",)
    grouping_kind: str


class KindNeedsWholeDistrict(Forbidden):
    """A kind is the whole district's."""

    about: ClassVar[tuple[str, ...]] = ("kind",)
    grouping_kind: str


class TooManyKinds(DomainError):
    about: ClassVar[tuple[str, ...]] = ("kind",)
    at_most: int


class GroupingTwiceInBatch(DomainError):
    about: ClassVar[tuple[str, ...]] = ("id", "name")
    name: str


class GroupingNameTaken(Conflict):
    """Two open groupings of one kind and name in a community could not be told apart."""

    about: ClassVar[tuple[str, ...]] = ("name",)
    grouping_id: str
    name: str


class GroupingClosed(Conflict):
    about: ClassVar[tuple[str, ...]] = ("grouping_id",)
    grouping_id: str


class BuildingUnknown(NotFound):
    """Unknown in this district, or outside the caller's areas."""

    about: ClassVar[tuple[str, ...]] = ("building_id",)
    building_id: str


class BuildingElsewhere(DomainError):
    """It stands in another community than the grouping."""

    about: ClassVar[tuple[str, ...]] = ("building_id",)
    building_id: str
    area_id: str


class UnitUnknown(DomainError):
    about: ClassVar[tuple[str, ...]] = ("first", "last")
    building_id: str
    unit: int


class UnitTwiceInBatch(DomainError):
    about: ClassVar[tuple[str, ...]] = ("first", "last")
    building_id: str
    unit: int


class RangeReversed(DomainError):
    about: ClassVar[tuple[str, ...]] = ("first", "last")
    first: int
    last: int


class TooManyUnits(DomainError):
    """So many in one batch, and in one grouping."""

    about: ClassVar[tuple[str, ...]] = ("units", "groupings")
    at_most: int


class UnitInAnotherGrouping(Conflict):
    """A unit is in one grouping of a kind."""

    about: ClassVar[tuple[str, ...]] = ("first", "last")
    building_id: str
    unit: int
    grouping_id: str


class BaseGridSplitsGroup(DomainError):
    """A base grid never splits a residents' group (S2.54), nor another grouping of a whole kind."""

    about: ClassVar[tuple[str, ...]] = ("units",)
    grouping_id: str
    name: str


class StaffUnknown(NotFound):
    about: ClassVar[tuple[str, ...]] = ("staff_id",)
    staff_id: str


class AppointsThemselves(DomainError):
    """Who holds a grouping may see its units: somebody else says so."""

    about: ClassVar[tuple[str, ...]] = ("staff_id",)


class HoldingTwiceInBatch(DomainError):
    about: ClassVar[tuple[str, ...]] = ("id",)
    count: int


class HoldingDiffers(Conflict):
    """A holding that is there has this id, of somebody else or from another day."""

    about: ClassVar[tuple[str, ...]] = ("id",)
    holding_id: str


class AlreadyHoldsGrouping(Conflict):
    """Several may hold a grouping at once, each of them once."""

    about: ClassVar[tuple[str, ...]] = ("staff_id", "valid_from", "valid_to")
    staff_id: str
    holding_id: str


class HoldingOver(Conflict):
    """It ends anyway, and may end earlier, not later."""

    about: ClassVar[tuple[str, ...]] = ("valid_to",)
    holding_id: str
    valid_to: date


class TermEmpty(DomainError):
    about: ClassVar[tuple[str, ...]] = ("valid_to",)
    valid_from: date
    valid_to: date


class TooManyHolders(DomainError):
    """A grouping has so many at most, now and to come."""

    about: ClassVar[tuple[str, ...]] = ("holders",)
    at_most: int
