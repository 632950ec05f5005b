"""What sheets of areas need from the world."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from typing import Any, Protocol

from services.chassis.caller import Caller, Scope
from services.chassis.domain import Event
from services.chassis.importing import JobEnds, Jobs, Refusal, Wrong
from services.grids.area_sheets.domain.area_import import AreaImport
from services.grids.area_sheets.domain.area_sheet import AreaSheet, Shown
from services.grids.area_sheets.domain.intake import CodeKey, Newcomer, Place, Standing
from services.grids.area_sheets.domain.line import Line

Page = dict[str, Any]
After = Sequence[Any] | None


class StandingAreas(Protocol):
    """The areas, as sheets need them: those of the caller alone, but for names and codes."""

    @property
    def today(self) -> date: ...

    def hold(self) -> None:
        """Whoever else wants to change the tree waits until we are done."""

    def kinds(self) -> Mapping[str, tuple[str, str]]:
        """Of the district, from the top down, each with its names in Chinese and in English."""

    def schemes(self) -> Sequence[str]:
        """Of codes."""

    def by_id(self, area_ids: Collection[str]) -> Mapping[str, Standing]: ...

    def bearers(self, places: Collection[Place]) -> Mapping[Place, Standing]:
        """Active areas, by the one above them and their name."""

    def codes(self, codes: Collection[CodeKey]) -> Mapping[CodeKey, str]:
        """Whose they are or were."""

    def unfit(self, newcomer: Newcomer) -> Wrong | None:
        """What keeps it from standing there, in itself."""

    def settle(self, new: Sequence[Newcomer], renamed: Sequence[tuple[Standing, Line]]) -> Sequence[Event]:
        """Founds and renames; the events say so."""

    def below(self, area_id: str | None, after: str, limit: int) -> tuple[Sequence[Shown], str | None]:
        """What stands below an area, upper ones first, behind a place; and the next place, if any."""

    def count_below(self, area_id: str | None) -> int: ...


class AreaImports(Protocol):
    def add(self, begun: AreaImport) -> None: ...
    def get(self, import_id: str) -> AreaImport: ...
    def save(self, after: AreaImport) -> None: ...
    def refuse(self, import_id: str, refused: Sequence[Refusal]) -> None: ...
    def refusals(self, import_id: str) -> Iterable[Refusal]: ...
    def forget_refusals(self, import_id: str) -> None: ...


class AreaImportViews(Protocol):
    def of_area(self, area_id: str | None, after: After, limit: int) -> Page: ...


class AreaSheets(Protocol):
    def add(self, asked: AreaSheet) -> None: ...
    def get(self, sheet_id: str) -> AreaSheet: ...
    def save(self, after: AreaSheet) -> None: ...


class Tx(Protocol):
    @property
    def job_ends(self) -> JobEnds: ...
    @property
    def standing_areas(self) -> StandingAreas: ...
    @property
    def area_imports(self) -> AreaImports: ...
    @property
    def area_import_views(self) -> AreaImportViews: ...
    @property
    def area_sheets(self) -> AreaSheets: ...
    @property
    def jobs(self) -> Jobs: ...
    @property
    def scope(self) -> Scope: ...
    @property
    def now(self) -> datetime: ...
    def record(self, *events: Event) -> None: ...
    def name(self, *ids: str) -> None: ...


class Begin(Protocol):
    def __call__(self, caller: Caller, /) -> AbstractContextManager[Tx]: ...
