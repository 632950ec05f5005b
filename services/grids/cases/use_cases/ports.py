"""What the case flow needs from the world."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date
from typing import Any, Protocol, TypedDict

from services.chassis.caller import Caller
from services.chassis.domain import Event
from services.grids.cases.domain.case import Case
from services.grids.cases.domain.ground import Ground, Kinds
from services.grids.cases.domain.state import CaseState

Row = Mapping[str, Any]
After = Sequence[Any] | None
"""Where the page before ended; None is the beginning."""


class Page(TypedDict):
    items: Sequence[Row]
    next: After


class Grounds(Protocol):
    def find(self, area_id: str, on: date) -> Ground:
        """Raises AreaUnknown, outside the caller's areas too."""

    def hold(self, area_id: str, on: date) -> Ground:
        """The same of one that does not end until we are done."""

    def who_above(self, area_id: str, on: date) -> str | None:
        """Who answers for an area whose own post is vacant."""


class LevelSchemes(Protocol):
    def lasting(self, today: date) -> Kinds:
        """What the district's level schemes of today and of days to come say of kinds."""


class Cases(Protocol):
    def enter(self, case: Case, community_id: str) -> int:
        """Keeps a new case and gives its place in the community's register of that year.

        Whoever else registers there waits from here until we are done. Raises IdTaken.
        """

    def get(self, case_id: str, seen_version: int) -> Case:
        """Raises CaseUnknown outside the caller's areas, StaleVersion for another version."""

    def save(self, case: Case) -> None: ...


class People(Protocol):
    def known(self, staff_ids: Collection[str]) -> set[str]:
        """Those who are the district's staff."""


class CaseViews(Protocol):
    def one(self, case_id: str) -> Row:
        """Raises CaseUnknown."""

    def page(self, area_id: str | None, state: CaseState | None, after: After, limit: int) -> Page:
        """Without what was told, the oldest first; an area stands for its subtree."""


class Tx(Protocol):
    @property
    def grounds(self) -> Grounds: ...
    @property
    def level_schemes(self) -> LevelSchemes: ...
    @property
    def cases(self) -> Cases: ...
    @property
    def people(self) -> People: ...
    @property
    def case_views(self) -> CaseViews: ...
    def record(self, *events: Event) -> None: ...
    def name(self, *ids: str) -> None:
        """What the audit says where nothing is recorded."""


class Begin(Protocol):
    def __call__(self, caller: Caller, /) -> AbstractContextManager[Tx]: ...
