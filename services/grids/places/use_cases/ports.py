"""What the places' use cases need from the world."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol, TypedDict

from services.chassis.caller import Caller
from services.chassis.domain import Event
from services.grids.places.domain.hours import WorkingDays
from services.grids.places.domain.kinds import KindEdition, PlaceKinds
from services.grids.places.domain.nearness import Position
from services.grids.places.domain.place import Place

Row = Mapping[str, Any]
After = Sequence[Any] | None


class Page(TypedDict):
    items: Sequence[Row]
    next: After


class Trees(Protocol):
    def lock(self) -> object:
        """No area of the district ends until we are done."""


class Areas(Protocol):
    def kinds(self, area_ids: Collection[str]) -> Mapping[str, str]:
        """Of those areas that stand and that the caller may see."""

    def stood(self, area_ids: Collection[str]) -> Mapping[str, tuple[str, date, date | None]]:
        """Kind, first day and first day no more, of those that ended too."""


class Known(Protocol):
    def known(self, staff_ids: Collection[str]) -> Collection[str]: ...


class Kinds(Protocol):
    def get(self, seen_version: int | None = None) -> PlaceKinds:
        """Raises StaleVersion."""

    def must_be_writable(self) -> None:
        """Raises PermissionMissing for who does not hold the whole district."""

    def add(self, edition: KindEdition) -> None: ...


class Places(Protocol):
    def entered_before(self, places: Sequence[Place]) -> Collection[str]:
        """Ids of those that are there already, just so. Raises IdTaken for other content."""

    def add(self, places: Sequence[Place]) -> None: ...

    def get(self, place_id: str, seen_version: int | None = None) -> Place:
        """Raises PlaceUnknown or StaleVersion."""

    def save(self, place: Place) -> None:
        """Raises StaleVersion when somebody came first."""


@dataclass(frozen=True)
class Wanted:
    """Which places; `open_at`: only those that are open then, whether in use still or closed since."""

    area_id: str | None
    kind: str | None
    closed: bool
    open_at: datetime | None


class PlaceViews(Protocol):
    def listed(self, wanted: Wanted, now: datetime, after: After, limit: int) -> Page:
        """By name. Raises AreaUnknown."""

    def near(
        self, wanted: Wanted, point: Position, within_m: int, now: datetime, after: After, limit: int
    ) -> Page:
        """The nearest first. Raises AreaUnknown or CircleTooFull."""


class PlaceTotals(Protocol):
    def totals(self, area_id: str | None, organisation_id: str | None) -> Sequence[Row]:
        """By kind, of places in use. Raises AreaUnknown."""


class Tx(Protocol):
    @property
    def trees(self) -> Trees: ...
    @property
    def area_kinds(self) -> Areas: ...
    @property
    def people(self) -> Known: ...
    @property
    def place_kinds(self) -> Kinds: ...
    @property
    def service_places(self) -> Places: ...
    @property
    def place_views(self) -> PlaceViews: ...
    @property
    def place_totals(self) -> PlaceTotals: ...
    @property
    def working_days(self) -> WorkingDays: ...
    def record(self, *events: Event) -> None: ...


class Begin(Protocol):
    def __call__(self, caller: Caller, /) -> AbstractContextManager[Tx]: ...
