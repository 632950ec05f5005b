"""What the organisations' use cases need from the world."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol, TypedDict

from services.chassis.caller import Caller, Scope
from services.chassis.domain import Event
from services.grids.organisations.domain.kinds import KindEdition, OrganisationKinds
from services.grids.organisations.domain.membership import Membership
from services.grids.organisations.domain.organisation import NewOrganisation, Organisation

Row = Mapping[str, Any]
After = Sequence[Any] | None


class Page(TypedDict):
    items: Sequence[Row]
    next: After


class Trees(Protocol):
    def lock(self) -> object:
        """No area of the district ends, and no organisation comes under another, until we are done."""


class Areas(Protocol):
    def kinds(self, area_ids: Collection[str]) -> Mapping[str, str]:
        """Of those areas that stand and that the caller may see."""

    def stood(self, area_ids: Collection[str]) -> Mapping[str, tuple[str, date, date | None]]:
        """Kind, first day and first day no more, of those that ended too."""


class Named(Protocol):
    def named(self, kind: str) -> str: ...


class Levels(Protocol):
    def on(self, day: date) -> Named: ...


class Bindable(Protocol):
    """A grouping, as far as an organisation may be bound to it."""

    @property
    def kind(self) -> str: ...
    @property
    def community_id(self) -> str: ...
    @property
    def closed_on(self) -> date | None: ...


class Groupings(Protocol):
    def find(self, grouping_ids: Collection[str]) -> Mapping[str, Bindable]:
        """Of those whose community the caller may see."""


class Known(Protocol):
    def known(self, staff_ids: Collection[str]) -> Collection[str]: ...


class Kinds(Protocol):
    def get(self, seen_version: int | None = None) -> OrganisationKinds:
        """Raises StaleVersion."""

    def must_be_writable(self) -> None:
        """Raises PermissionMissing for who does not hold the whole district."""

    def add(self, edition: KindEdition) -> None: ...


class Organisations(Protocol):
    def founded_before(self, organisations: Sequence[NewOrganisation]) -> Mapping[str, Organisation]:
        """Those that are there already and say the same, as they stand. Raises IdTaken for others."""

    def find(self, organisation_ids: Collection[str]) -> Mapping[str, Organisation]:
        """Of those that the caller may see."""

    def get(self, organisation_id: str, seen_version: int) -> Organisation:
        """Raises OrganisationUnknown or StaleVersion."""

    def above(self, organisation_id: str) -> Collection[str]:
        """It, and whatever it stands under, up to the top."""

    def below(self, organisation_id: str, on: date) -> int:
        """How many stood right under it on that day or later."""

    def add(self, organisations: Sequence[Organisation]) -> None:
        """What is above before what is below."""

    def save(self, organisation: Organisation) -> None:
        """Raises StaleVersion when somebody came first."""


class Members(Protocol):
    def of(
        self, organisation_id: str, membership_ids: Collection[str], staff_ids: Collection[str]
    ) -> Mapping[str, Membership]:
        """Those of these ids, and all of these people; former ones with them."""

    def lasting(self, organisation_id: str, day: date) -> Sequence[Membership]:
        """Those that end later, or not."""

    def must_be_new(self, organisation_id: str, members: Sequence[Membership]) -> None:
        """Raises IdTaken for one of another organisation."""

    def keep(self, organisation_id: str, members: Sequence[Membership]) -> None:
        """New or changed. Raises IdTaken when another organisation came first with an id."""


@dataclass(frozen=True)
class Wanted:
    area_id: str | None
    grouping_id: str | None
    kind: str | None
    parent_id: str | None
    closed: bool


class OrganisationViews(Protocol):
    def one(self, organisation_id: str) -> Row:
        """Raises OrganisationUnknown."""

    def listed(self, wanted: Wanted, after: After, limit: int) -> Page:
        """By name. Raises AreaUnknown."""

    def members(self, organisation_id: str, on: date | None, after: After, limit: int) -> Page:
        """By first day; `on`: only those of that day. Raises OrganisationUnknown."""


class Upward(Protocol):
    def from_area(self, area_id: str, after: After, limit: int) -> Page:
        """Those bound to it and to what lies above, lowest first. Raises AreaUnknown."""

    def from_dwelling(self, dwelling_id: str, after: After, limit: int) -> Page:
        """The same, before them those of its unit's groupings. Raises DwellingUnknown."""


class Figures(Protocol):
    def by_kind(self, area_id: str) -> Mapping[str, int]:
        """Open ones in it and below. Raises AreaUnknown."""

    def members(self, area_id: str, on: date) -> Mapping[tuple[str, str], int]:
        """By kind and capacity, of open ones."""

    def coverage(self, ground: "Ground", kind: str) -> tuple[int, int]:
        """How many there are, and how many have one. Raises AreaUnknown."""

    def without(self, ground: "Ground", kind: str, after: After, limit: int) -> Page:
        """Those that have none."""


@dataclass(frozen=True)
class Ground:
    """The areas of a level below an area, itself with them; or the open groupings of a kind there."""

    area_id: str
    area_kind: str | None
    grouping_kind: str | None


class Tx(Protocol):
    @property
    def scope(self) -> Scope: ...
    @property
    def trees(self) -> Trees: ...
    @property
    def area_kinds(self) -> Areas: ...
    @property
    def level_schemes(self) -> Levels: ...
    @property
    def groupings(self) -> Groupings: ...
    @property
    def people(self) -> Known: ...
    @property
    def organisation_kinds(self) -> Kinds: ...
    @property
    def organisations(self) -> Organisations: ...
    @property
    def organisation_members(self) -> Members: ...
    @property
    def organisation_views(self) -> OrganisationViews: ...
    @property
    def organisations_upward(self) -> Upward: ...
    @property
    def organisation_figures(self) -> Figures: ...
    def record(self, *events: Event) -> None: ...


class Begin(Protocol):
    def __call__(self, caller: Caller, /) -> AbstractContextManager[Tx]: ...
