"""What the labels' use cases need from the world."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date
from typing import Any, Protocol, TypedDict

from services.chassis.caller import Caller
from services.chassis.domain import Event
from services.grids.labels.domain.city_apps import CityApps
from services.grids.labels.domain.label import Label, Target

Row = Mapping[str, Any]
After = Sequence[Any] | None


class Page(TypedDict):
    items: Sequence[Row]
    next: After


class Labels(Protocol):
    def live(self, targets: Collection[Target]) -> Mapping[Target, Label]: ...

    def add(self, labels: Sequence[Label]) -> None:
        """But for a target that has got one meanwhile."""

    def find(self, token: str) -> Label:
        """Whoever it is that asks. Raises LabelUnknown."""

    def refuse_stale(self, label: Label, seen_version: int) -> None:
        """Raises StaleVersion."""

    def save(self, label: Label) -> None:
        """Raises StaleVersion when somebody came first."""


class LabelGround(Protocol):
    """What labels stand for: it lies in other rooms."""

    def seen(self, targets: Collection[Target]) -> Collection[Target]:
        """Those that there are, in the caller's areas."""

    def grids_of(self, target: Target) -> Sequence[str]:
        """The grids that hold its dwellings today, or else its community; an area is its own."""

    def ended(self, area_ids: Collection[str]) -> Mapping[str, date | None]:
        """The day of each of these that is no more."""


class Heirs(Protocol):
    def standing(self, area_ids: Collection[str], on: date) -> Sequence[str]:
        """Those that stand that day, and what goes on for the others: what each became when it ended, the
        primary first, or else the area that it stood under."""


class LabelViews(Protocol):
    def below(self, area_id: str, after: After, limit: int) -> Page:
        """Live labels of an area and of all in it: grids, then buildings with units. Raises AreaUnknown."""

    def grids(self, area_ids: Sequence[str], on: date) -> Sequence[Row]:
        """Name and public duty phone of each, in this order."""

    def address(self, target: Target) -> Row:
        """`estate` and `building`, null for an area."""


class CityAppsKept(Protocol):
    def get(self, seen_version: int | None = None) -> CityApps:
        """Raises StaleVersion where another version was seen."""

    def must_be_writable(self) -> None:
        """Raises PermissionMissing for whoever does not hold the whole district."""

    def add(self, after: CityApps) -> None:
        """Raises StaleVersion when somebody came first."""


class Tx(Protocol):
    @property
    def city_apps(self) -> CityAppsKept: ...
    @property
    def labels(self) -> Labels: ...
    @property
    def label_ground(self) -> LabelGround: ...
    @property
    def heirs(self) -> Heirs: ...
    @property
    def label_views(self) -> LabelViews: ...
    def record(self, *events: Event) -> None: ...


class Begin(Protocol):
    def __call__(self, caller: Caller, /) -> AbstractContextManager[Tx]: ...
