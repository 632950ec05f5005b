"""What the groupings' use cases need from the world."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date
from typing import Any, Protocol, TypedDict

from services.chassis.caller import Caller, Scope
from services.chassis.domain import Event
from services.grids.groupings.domain.grouping import Grouping
from services.grids.groupings.domain.holding import Holding
from services.grids.groupings.domain.kind import GroupingKind
from services.grids.groupings.domain.units import Regrouped, UnitKey

Row = Mapping[str, Any]
After = Sequence[Any] | None


class Page(TypedDict):
    items: Sequence[Row]
    next: After


class Trees(Protocol):
    def lock(self) -> object:
        """Nobody else changes the district's tree, or gives its units, until we are done."""


class NewAreas(Protocol):
    def must_be_new(self, area_ids: Collection[str]) -> None:
        """Of all areas, ended ones with them, in whoever's areas they lie. Raises IdTaken."""


class Places(Protocol):
    def places(self, area_ids: Collection[str]) -> Mapping[str, tuple[str, str | None]]:
        """Kind and community of those areas that the caller may see."""


class Houses(Protocol):
    """What the ground has of buildings."""

    def communities(self, building_ids: Collection[str]) -> Mapping[str, str]:
        """The community of each building that the caller may see."""

    def units(self, building_ids: Collection[str]) -> Collection[UnitKey]:
        """The units that these buildings have."""

    def addresses(self, units: Collection[UnitKey]) -> Mapping[UnitKey, Row]:
        """Estate, building, dwellings and grid of each, in whoever's areas it lies."""


class Borders(Protocol):
    def split_of(self, grouping_ids: Collection[str]) -> tuple[str, str] | None:
        """Id and name of one of these whose units lie in two base grids though it is whole."""


class GroupingKinds(Protocol):
    def all(self) -> Sequence[GroupingKind]:
        """The usual ones and the district's own, by kind."""

    def add(self, kind: GroupingKind) -> None: ...


class Groupings(Protocol):
    def must_be_new(self, grouping_ids: Collection[str]) -> None:
        """Raises IdTaken."""

    def named(self, community_id: str, names: Collection[str]) -> Mapping[tuple[str, str], str]:
        """(kind, name) → the open grouping that bears the name there."""

    def get(self, grouping_id: str, seen_version: int) -> Grouping:
        """Raises GroupingUnknown outside the caller's areas, StaleVersion for another version."""

    def add(self, groupings: Sequence[Grouping]) -> None: ...

    def save(self, grouping: Grouping) -> None: ...


class GroupedUnits(Protocol):
    def holders(self, kind: str, units: Collection[UnitKey]) -> Mapping[UnitKey, str]:
        """The groupings of that kind in which these units are."""

    def set(self, grouping: Grouping, units: Sequence[UnitKey]) -> Regrouped:
        """These and no others."""


class GroupedDwellings(Protocol):
    """What whoever keeps people knows of groupings."""

    def of(self, units: Collection[UnitKey]) -> Mapping[UnitKey, Sequence[str]]:
        """The ids of the dwellings in each."""

    def feed(self, after: After, limit: int) -> Page:
        """Those of the whole district as mirrored, by grouping and dwelling."""


class Holdings(Protocol):
    def of(self, grouping_id: str) -> Mapping[str, Holding]:
        """Former ones with them, by id."""

    def must_be_new(self, grouping_id: str, holding_ids: Collection[str]) -> None:
        """Raises IdTaken for one of another grouping."""

    def keep(self, grouping_id: str, holdings: Sequence[Holding]) -> None:
        """New or changed."""


class People(Protocol):
    def known(self, staff_ids: Collection[str]) -> Collection[str]: ...


class GroupingViews(Protocol):
    def kinds(self, after: After, limit: int) -> Page: ...

    def one(self, grouping_id: str) -> Row:
        """With its holders. Raises GroupingUnknown."""

    def of_community(self, community_id: str, kind: str | None, after: After, limit: int) -> Page:
        """The open ones, by name. Raises AreaUnknown."""

    def held_by(self, staff_id: str, on: date, after: After, limit: int) -> Page:
        """Their holdings of open ones that last beyond a day, by their first day."""

    def units(self, grouping_id: str, after: After, limit: int) -> Page:
        """By building and number. Raises GroupingUnknown."""


class Tx(Protocol):
    @property
    def scope(self) -> Scope: ...
    @property
    def trees(self) -> Trees: ...
    @property
    def new_areas(self) -> NewAreas: ...
    @property
    def places(self) -> Places: ...
    @property
    def houses(self) -> Houses: ...
    @property
    def borders(self) -> Borders: ...
    @property
    def grouping_kinds(self) -> GroupingKinds: ...
    @property
    def groupings(self) -> Groupings: ...
    @property
    def grouped_units(self) -> GroupedUnits: ...
    @property
    def grouped_dwellings(self) -> GroupedDwellings: ...
    @property
    def holdings(self) -> Holdings: ...
    @property
    def people(self) -> People: ...
    @property
    def grouping_views(self) -> GroupingViews: ...
    def record(self, *events: Event) -> None: ...


class Begin(Protocol):
    def __call__(self, caller: Caller, /) -> AbstractContextManager[Tx]: ...
