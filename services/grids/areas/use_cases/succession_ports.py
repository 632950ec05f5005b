"""What a succession of areas needs beside the areas: what lies in them, kept by other rooms."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date
from typing import Protocol

from services.chassis.caller import Caller
from services.chassis.domain import Event
from services.grids.areas.domain.area import Area
from services.grids.areas.domain.codes import AreaCode
from services.grids.areas.domain.succession import Succession, UnitKey
from services.grids.areas.use_cases import other_rooms, ports, trace_ports


class Succeeding(Protocol):
    def seen(self, versions: Mapping[str, int], named: Mapping[str, str] = ...) -> Mapping[str, Area]:
        """By id and the version that was seen. Raises AreaUnknown and StaleVersion.

        `named`: what stands in front of their fields in the request, `sources.3.`.
        """

    def hold(self, area_id: str) -> None:
        """Nobody lays anything into it from here until we are done."""

    def children(self, area_ids: Collection[str]) -> Sequence[Area]:
        """Those that stand right below, by path; at most one more than may move at a time."""

    def end(self, areas: Sequence[Area]) -> None:
        """Each in its next version, with the codes that it bears."""

    def take_part(self, area: Area) -> None:
        """Keep the day of its last change; it is shown as it was."""

    def moved_on(self, area: Area) -> date | None:
        """From which day on it stands where it does, if it stood elsewhere before."""

    def code_begun(self, area_ids: Collection[str], since: date, before: date) -> AreaCode | None:
        """One that began to hold on one of these days, if any did; `before` is none of them."""

    def codes(self, area_ids: Collection[str], on: date) -> int:
        """How many they bear that day, or later."""


class Homes(Protocol):
    def units(self, area_ids: Collection[str]) -> Mapping[UnitKey, int]:
        """Those whose dwellings lie in these areas themselves, with their number."""

    def dwellings(self, units: Collection[UnitKey]) -> Mapping[UnitKey, Sequence[str]]:
        """Their ids."""

    def in_no_grid(self, building_ids: Collection[str]) -> Mapping[str, int]:
        """How many dwellings of each lie in none yet."""

    def move(self, units: Mapping[UnitKey, str], on: date, change: int) -> Sequence[Event]:
        """Each to its area from that day on, by the change of this number."""


class Belongings(Protocol):
    """What else lies in areas, of one room."""

    def count(self, area_ids: Collection[str], on: date) -> Mapping[str, int]:
        """As of that day; without those that have none."""

    def pass_on(self, area_ids: Collection[str], to_id: str, on: date) -> Sequence[Event]:
        """It goes to the successor of all of them, or ends that day."""


class Bound(Protocol):
    """Open organisations that are bound to groupings."""

    def count(self, grouping_ids: Collection[str]) -> Mapping[tuple[str, str], int]:
        """By grouping and area; without those that have none."""


class Holders(Protocol):
    def go_on(self, area_id: str, in_id: str, on: date, number: int) -> Sequence[Event]:
        """Whoever holds the post of one area, or deputises there, does so in another from that day on."""

    def count_going_on(self, area_id: str, in_id: str, on: date) -> int:
        """How many appointments would."""

    def begun(self, area_ids: Collection[str], since: date, before: date) -> tuple[str, str, date] | None:
        """Area, appointment and first day of one that began on one of these days, if any did; `before` is
        none of them."""

    def in_the_way(self, area_id: str, in_id: str, on: date) -> str | None:
        """Of `in_id`, the appointment to a post that only one holds, and that whoever goes on holds here."""


class CaseWork(Protocol):
    def count_reassigned(self, area_ids: Collection[str], by_ids: Sequence[str]) -> int:
        """Cases of these areas that would be seen to by somebody else, or by nobody.

        Who holds the first of `by_ids` that is held today sees to them.
        """


class Subtrees(Protocol):
    def kinds(self, area_id: str) -> Mapping[str, int]:
        """How many areas of each kind stand below one. Raises AreaUnknown."""

    def count(self, area_ids: Collection[str], on: date) -> Mapping[str, int]:
        """In areas and below: `candidates`, `dwellings`, `groupings`, `open_cases`, `organisations`,
        `places`, `posts`."""


class CandidatesThere(Protocol):
    def count(self, area_ids: Collection[str]) -> int:
        """They keep no area from ending, and go to whoever succeeds it."""


class LeftBehind(Protocol):
    def leave(self, area_id: str, parent_id: str | None, on: date) -> Sequence[Event]:
        """It lies in what the area stood under; places may be used again there."""


class Borders(other_rooms.Borders, Protocol):
    def split_after(self, succession: Succession) -> tuple[str, str] | None:
        """Id and name of a group of which two base grids would hold parts once that is carried out."""


class Tx(ports.Tx, trace_ports.Tx, Protocol):
    @property
    def borders(self) -> Borders: ...
    @property
    def succeeding(self) -> Succeeding: ...
    @property
    def outlines(self) -> other_rooms.Outlines: ...
    @property
    def passed_groupings(self) -> other_rooms.PassedGroupings: ...
    @property
    def homes(self) -> Homes: ...
    @property
    def belongings(self) -> Mapping[str, Belongings]:
        """By what they are called: `open_cases`, `organisations`, `places`, `posts`."""

    @property
    def bound(self) -> Bound: ...
    @property
    def candidates_there(self) -> CandidatesThere: ...
    @property
    def left_behind(self) -> LeftBehind:
        """Closed places and organisations, and candidates, of areas that nobody succeeds."""

    @property
    def holders(self) -> Holders: ...
    @property
    def case_work(self) -> CaseWork: ...
    @property
    def subtrees(self) -> Subtrees: ...


class Begin(Protocol):
    def __call__(self, caller: Caller, /) -> AbstractContextManager[Tx]: ...
