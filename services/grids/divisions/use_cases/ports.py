"""What the divisions' use cases need from the world."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date
from typing import Any, Protocol, TypedDict

from services.chassis.caller import Caller
from services.grids.divisions.domain.division import Division, DivisionEvent

Row = Mapping[str, Any]
After = Sequence[Any] | None


class Page(TypedDict):
    items: Sequence[Row]
    next: After


class Divisions(Protocol):
    def of(self, scheme: str, codes: Collection[str]) -> list[Division]:
        """All that ever bore one of these codes."""

    def events_of(self, scheme: str, codes: Collection[str]) -> list[DivisionEvent]:
        """What ever happened to one of these codes."""


class DivisionLists(Protocol):
    def below(self, scheme: str, parent: str | None, on: date, after: After, limit: int) -> Page:
        """By code; those right below one, or the provinces."""

    def groups(self, scheme: str, code: str, on: date) -> list[tuple[int, str, int]]:
        """Level, first of the last three digits, and number of the divisions below one."""


class Tx(Protocol):
    @property
    def divisions(self) -> Divisions: ...
    @property
    def division_lists(self) -> DivisionLists: ...


class Begin(Protocol):
    def __call__(self, caller: Caller, /) -> AbstractContextManager[Tx]: ...
