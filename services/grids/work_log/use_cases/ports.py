"""What the work log's use cases need from the world."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol, TypedDict

from services.chassis.caller import Caller
from services.chassis.domain import Event
from services.grids.work_log.domain.duties import DutyClass
from services.grids.work_log.domain.entry import WorkEntry

Row = Mapping[str, Any]
After = Sequence[Any] | None


class Page(TypedDict):
    items: Sequence[Row]
    next: After


class Areas(Protocol):
    def hold(self, area_id: str) -> tuple[bool, date | None] | None:
        """Whether it stands, and since when it does not; it does not end until we are done.

        None for one that the caller does not see.
        """

    def founded_on(self, area_ids: Collection[str]) -> Mapping[str, date]:
        """Of those whose founding has a day of its own."""


class Known(Protocol):
    def known(self, staff_ids: Collection[str]) -> Collection[str]: ...


class Cases(Protocol):
    def sees(self, case_id: str) -> bool:
        """It lies in the caller's areas."""


class WorkEntries(Protocol):
    def logged_before(self, entry: WorkEntry) -> WorkEntry | None:
        """The one of its id that says the same. Raises IdTaken for other content, EntryWithdrawn."""

    def get(self, entry_id: str, seen_version: int) -> WorkEntry:
        """One that was withdrawn, too. Raises EntryUnknown or StaleVersion."""

    def add(self, entry: WorkEntry) -> bool:
        """With the figures; False where somebody came first with this id."""

    def save(self, before: WorkEntry, after: WorkEntry) -> None:
        """With the figures. Raises StaleVersion when somebody came first."""


@dataclass(frozen=True)
class Wanted:
    """`since` is the first day, `until` the first that is not wanted any more."""

    area_id: str | None
    duty_class: DutyClass | None
    since: date | None
    until: date | None


class WorkViews(Protocol):
    def one(self, entry_id: str) -> Row:
        """Raises EntryUnknown."""

    def listed(self, wanted: Wanted, after: After, limit: int) -> Page:
        """The newest first, without what was told. Raises AreaUnknown."""


class WorkFigures(Protocol):
    def by_month(self, area_id: str, since: date, until: date) -> Sequence[Row]:
        """`month` (its first day), `duty_class`, `entries`, of an area and below. Raises AreaUnknown."""


class Tx(Protocol):
    @property
    def area_kinds(self) -> Areas: ...
    @property
    def people(self) -> Known: ...
    @property
    def case_views(self) -> Cases: ...
    @property
    def work_entries(self) -> WorkEntries: ...
    @property
    def work_views(self) -> WorkViews: ...
    @property
    def work_figures(self) -> WorkFigures: ...
    def name(self, *ids: str) -> None: ...
    def record(self, *events: Event) -> None: ...


class Begin(Protocol):
    def __call__(self, caller: Caller, /) -> AbstractContextManager[Tx]: ...
