"""What the dwellings' use cases need from the world."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date
from typing import Any, Literal, Protocol, TypedDict

from services.chassis.caller import Caller
from services.chassis.domain import Event
from services.grids.dwellings.domain.building import Building, Dwelling
from services.grids.dwellings.domain.giving import Kinds, Unit, UnitKey

Row = Mapping[str, Any]
After = Sequence[Any] | None


class Page(TypedDict):
    items: Sequence[Row]
    next: After


class CoveragePage(Page):
    """The figures are those of the whole community; a dwelling has one area, so none is doubly covered."""

    dwellings: int
    uncovered: int
    doubly_covered: Literal[0]


class Tree(Protocol):
    @property
    def changes(self) -> int:
        """The number of the last change of areas."""


class Trees(Protocol):
    def lock(self) -> Tree:
        """Nobody else changes the district's tree, enters buildings or gives units, until we are done."""


class Places(Protocol):
    def places(self, area_ids: Collection[str]) -> Mapping[str, tuple[str, str | None]]:
        """Kind and community of those areas that stand and that the caller may see."""

    def stood(self, area_ids: Collection[str]) -> Mapping[str, tuple[str, date, date | None]]:
        """Kind, first day and first day no more, of those that ended too."""


class LevelSchemes(Protocol):
    def lasting(self, today: date) -> Kinds:
        """What the district's level schemes of today and of days to come say of kinds."""


class Buildings(Protocol):
    def entered_before(self, wanted: Mapping[Building, Collection[str]]) -> Mapping[str, Building]:
        """Those of these that are there already, by id, as they stand; wanted with their dwellings' ids.

        Raises IdTaken for one that is there with other content.
        """

    def named(
        self, community_id: str, estate: str, names: Collection[str], but: str | None = None
    ) -> Mapping[str, str]:
        """Ids of the buildings that bear these names there, of whatever width, by name; `but` for one."""

    def get(self, building_id: str, seen_version: int) -> Building:
        """Raises BuildingUnknown, and StaleVersion for another version than the one seen."""

    def save(self, building: Building) -> None: ...

    def find(self, building_ids: Collection[str]) -> Mapping[str, Building]:
        """Those in the caller's areas."""

    def next_versions(self, building_ids: Collection[str]) -> Mapping[str, int]:
        """Each has the next version from now on; whoever else changes one waits until we are done."""

    def add(self, buildings: Sequence[Building], dwellings: Sequence[Dwelling]) -> None: ...


class Units(Protocol):
    def of(self, building_ids: Collection[str]) -> Mapping[UnitKey, Unit]:
        """Those of these buildings that have dwellings."""

    def give(self, units: Mapping[UnitKey, str], on: date, change: int) -> None:
        """Each to its area from that day on; `change` is the number of the last change of areas."""


class Homes(Protocol):
    def moved(self, units: Mapping[UnitKey, str], versions: Mapping[str, int]) -> Sequence[Event]:
        """What is told of dwellings that lay elsewhere, by the versions of their buildings."""


class Coverage(Protocol):
    def change(self, community_id: str, dwellings: int, uncovered: int) -> None:
        """So many more than were counted before."""


class Borders(Protocol):
    def split_by(self, building_ids: Collection[str]) -> tuple[str, str] | None:
        """Id and name of a group with units in these buildings of which two base grids hold parts."""

    def split_if(self, given: Mapping[UnitKey, str]) -> tuple[str, str] | None:
        """The same, were these units given to these areas."""


class DwellingViews(Protocol):
    def building(self, building_id: str) -> Row:
        """One that `buildings` would list. Raises BuildingUnknown."""

    def buildings(self, community_id: str, after: After, limit: int) -> Page:
        """By estate and name. Raises AreaUnknown, AreaEnded for what is no more."""

    def dwellings(self, building_id: str, after: After, limit: int) -> Page:
        """By unit and floor. Raises BuildingUnknown."""

    def coverage(self, community_id: str, after: After, limit: int) -> CoveragePage:
        """Its dwellings that lie in no grid, by address. Raises as `buildings`, or NotACommunity."""

    def feed(self, community_id: str, after: After, limit: int) -> Page:
        """Every dwelling of a community with its address, by id."""


class Tx(Protocol):
    @property
    def trees(self) -> Trees: ...
    @property
    def places(self) -> Places: ...
    @property
    def level_schemes(self) -> LevelSchemes: ...
    @property
    def buildings(self) -> Buildings: ...
    @property
    def units(self) -> Units: ...
    @property
    def homes(self) -> Homes: ...
    @property
    def coverage(self) -> Coverage: ...
    @property
    def borders(self) -> Borders: ...
    @property
    def dwelling_views(self) -> DwellingViews: ...
    def record(self, *events: Event) -> None: ...


class Begin(Protocol):
    def __call__(self, caller: Caller, /) -> AbstractContextManager[Tx]: ...
