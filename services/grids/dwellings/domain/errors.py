"""What buildings and dwellings refuse."""

from datetime import date
from typing import ClassVar, Self

from services.chassis.domain import Conflict, DomainError, NotFound


class RowRefusal(DomainError):
    """One that may speak of a row of a table of ranges."""

    row: ClassVar[int | None] = None

    def in_row(self, row: int) -> Self:
        """Names the fields in the row that is meant, which counts from 0."""
        fields = [name for name in self.about if name not in OF_NO_ROW]
        vars(self).update(row=row, about=tuple(f"ranges.{row}.{name}" for name in fields))
        return self


OF_NO_ROW = {"community_id", "units"}


class AreaUnknown(RowRefusal, NotFound):
    """Unknown in this district, or outside the caller's areas: nobody can tell the two apart."""

    about: ClassVar[tuple[str, ...]] = ("area_id", "community_id")
    area_id: str


class AreaEnded(RowRefusal, Conflict):
    """No dwelling lies, and none comes, where no area is any more."""

    about: ClassVar[tuple[str, ...]] = ("area_id", "community_id")
    area_id: str
    ended_on: date


class BuildingUnknown(RowRefusal, NotFound):
    """Unknown in this district, or outside the caller's areas."""

    about: ClassVar[tuple[str, ...]] = ("building_id",)
    building_id: str


class NotACommunity(DomainError):
    """A building stands in a community, and is counted there."""

    about: ClassVar[tuple[str, ...]] = ("community_id", "area_id")
    area_id: str
    area_kind: str


class HoldsNoDwellings(RowRefusal):
    """Dwellings lie in micro-grids and exclusive grids alone (domain row S2.58)."""

    about: ClassVar[tuple[str, ...]] = ("area_id",)
    area_id: str
    area_kind: str


class TotalGridCrossesCommunity(RowRefusal):
    """A general-total grid never crosses communities, nor does any grid below it (S2.54)."""

    about: ClassVar[tuple[str, ...]] = ("area_id",)
    area_id: str
    building_id: str


class BuildingTwiceInBatch(DomainError):
    about: ClassVar[tuple[str, ...]] = ("name",)
    name: str


class BuildingNameTaken(Conflict):
    """Two buildings of one name in one estate could not be told apart."""

    about: ClassVar[tuple[str, ...]] = ("name", "estate")
    building_id: str
    name: str


class UnitUnknown(RowRefusal):
    about: ClassVar[tuple[str, ...]] = ("first", "last")
    building_id: str
    unit: int


class UnitTwiceInBatch(RowRefusal):
    about: ClassVar[tuple[str, ...]] = ("first", "last")
    building_id: str
    unit: int


class MicroGridSplitsUnit(RowRefusal):
    """A micro-grid never splits a building's unit (S2.54): one unit goes to one grid."""

    about: ClassVar[tuple[str, ...]] = ("first", "last")
    building_id: str
    unit: int


class BaseGridSplitsGroup(DomainError):
    """A base grid never splits a residents' group (S2.54), nor another grouping of a whole kind."""

    about: ClassVar[tuple[str, ...]] = ("ranges",)
    grouping_id: str
    name: str


class RangeReversed(RowRefusal):
    about: ClassVar[tuple[str, ...]] = ("first", "last")
    first: int
    last: int


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
