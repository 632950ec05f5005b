"""What the use cases of residents need from the world."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Protocol, TypedDict

from services.chassis.caller import Caller
from services.chassis.domain import Event
from services.members.residents.domain.events import ResidentRow
from services.members.residents.domain.resident import Resident

Row = Mapping[str, Any]
After = Sequence[Any] | None


class Page(TypedDict):
    items: Sequence[Row]
    next: After


class ResidentViews(Protocol):
    """As they are shown: document, phone and e-mail masked, the name too where it has to be."""

    def one(self, resident_id: str) -> Row:
        """Raises ResidentUnknown."""

    def household(self, household_id: str) -> Row:
        """With its members. Raises HouseholdUnknown."""

    def within(self, area_id: str, after: After, limit: int) -> Page:
        """Everybody in an area's subtree, by id. Raises AreaUnknown."""

    def named(self, prefix: str, after: After, limit: int) -> Page:
        """Whose name, pinyin or initials begin so."""

    def by_document(self, number: str) -> Page: ...

    def by_phone(self, phone: str, after: After, limit: int) -> Page: ...

    def feed(self, after: After, limit: int) -> Page:
        """Everybody of the district as mirrored, by id."""


class Residents(Protocol):
    def get(self, resident_id: str) -> Resident:
        """In clear. Raises ResidentUnknown."""

    def among(self, resident_ids: Sequence[str]) -> Mapping[str, Resident]:
        """Those of them that there are, in clear, by id."""


class Residencies(Protocol):
    def get(self, resident_id: str, seen_version: int) -> Resident:
        """Raises ResidentUnknown, and StaleVersion for another version."""

    def save(self, ended: Resident) -> None:
        """How they stand, from the version before. Raises StaleVersion."""


@dataclass(frozen=True)
class Place:
    """A dwelling, by its id, lies in an area; the version is its building's."""

    id: str
    area_id: str
    version: int


@dataclass(frozen=True)
class Rehoused:
    """Who lives elsewhere now; from which area to which, of each household and each who is living."""

    rows: Sequence[ResidentRow]
    homes: Sequence[tuple[str, str]]
    living: Sequence[tuple[str, str]]


class DwellingPlaces(Protocol):
    def take(self, places: Sequence[Place]) -> Mapping[str, str]:
        """By dwelling the newest area that is known, which may be newer than what was told."""

    def rehouse(self, areas: Mapping[str, str]) -> Rehoused:
        """Who lives in these dwellings lives in these areas; those of whom that is news."""


class Imports(Protocol):
    def restate(self, again: Mapping[str, tuple[int, int]]) -> None:
        """By resident: who is in the second version as their import left them in the first."""


class Reveals(Protocol):
    def keep(self, resident_id: str, what: Sequence[str], reason: str) -> None: ...


class Tallies(Protocol):
    """Who lives where is counted by differences."""

    def hold(self) -> None:
        """Nobody moves until we are done; before anybody is changed who is counted."""

    def moved(self, homes: Sequence[tuple[str, str]], people: Sequence[tuple[str, str]]) -> None:
        """From which area to which."""

    def resident_left(self, area_id: str) -> None: ...


class Tx(Protocol):
    @property
    def tallies(self) -> Tallies: ...
    @property
    def resident_views(self) -> ResidentViews: ...
    @property
    def residents(self) -> Residents: ...
    @property
    def residencies(self) -> Residencies: ...
    @property
    def dwelling_places(self) -> DwellingPlaces: ...
    @property
    def imports(self) -> Imports: ...
    @property
    def reveals(self) -> Reveals: ...
    def record(self, *events: Event) -> None: ...
    def explain(self, reason: str) -> None:
        """For the audit."""


class Begin(Protocol):
    def __call__(self, caller: Caller, /) -> AbstractContextManager[Tx]: ...
