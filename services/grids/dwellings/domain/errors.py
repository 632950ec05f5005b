"""What buildings and dwellings refuse."""

from typing import ClassVar

from services.chassis.domain import Conflict, DomainError, NotFound


class AreaUnknown(NotFound):
    """Unknown in this district, or outside the caller's areas: nobody can tell the two apart."""

    about: ClassVar[tuple[str, ...]] = ("area_id", "community_id")
    area_id: str


class BuildingUnknown(NotFound):
    """Unknown in this district, or outside the caller's areas."""

    about: ClassVar[tuple[str, ...]] = ("building_id",)
    building_id: str


class NotACommunity(DomainError):
    """A building stands in a community."""

    about: ClassVar[tuple[str, ...]] = ("community_id",)
    area_id: str
    area_kind: str


class HoldsNoDwellings(DomainError):
    """Dwellings lie in micro-grids and exclusive grids alone (domain row S2.58)."""

    about: ClassVar[tuple[str, ...]] = ("area_id",)
    area_id: str
    area_kind: str


class OfAnotherCommunity(DomainError):
    """A grid never crosses communities (S2.54)."""

    about: ClassVar[tuple[str, ...]] = ("area_id",)
    area_id: str
    building_id: str


class BuildingTwiceInBatch(DomainError):
    about: ClassVar[tuple[str, ...]] = ("name",)
    name: str


class BuildingNameTaken(Conflict):
    """Two buildings of one name in one estate could not be told apart."""

    about: ClassVar[tuple[str, ...]] = ("name",)
    building_id: str
    name: str


class UnitUnknown(DomainError):
    about: ClassVar[tuple[str, ...]] = ("first", "last")
    building_id: str
    unit: int


class UnitTwiceInBatch(DomainError):
    about: ClassVar[tuple[str, ...]] = ("first", "last")
    building_id: str
    unit: int


class TooManyUnits(DomainError):
    """So many in one batch; give the estate in parts."""

    about: ClassVar[tuple[str, ...]] = ("ranges",)
    at_most: int


class TooManyDwellings(DomainError):
    """So many in one batch; send the estate in parts."""

    about: ClassVar[tuple[str, ...]] = ("buildings",)
    at_most: int


class NoSuchRoom(DomainError):
    """A room is left out that the building's plan does not have."""

    about: ClassVar[tuple[str, ...]] = ("left_out",)
    building_id: str
    room: str
