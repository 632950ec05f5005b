"""What handing over needs of other rooms: groups that somebody holds, and cases that they see to."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any, Protocol

from services.chassis.domain import Event

Row = Mapping[str, Any]


class Led(Protocol):
    """A group that somebody holds: the id of the holding, and the community where it lies."""

    @property
    def id(self) -> str: ...
    @property
    def area_id(self) -> str: ...
    @property
    def version(self) -> int: ...
    @property
    def grouping_id(self) -> str: ...


class AllLed(Protocol):
    @property
    def first(self) -> Sequence[Any]: ...
    @property
    def unknown(self) -> Sequence[str]:
        """Of the chosen: those that they do not hold."""

    @property
    def next_time(self) -> int: ...
    @property
    def not_chosen(self) -> int: ...
    @property
    def begins_later(self) -> int: ...
    @property
    def elsewhere(self) -> int: ...


class LedGroups(Protocol):
    """Courtyards, estates, residents' groups: whatever has holders of its own."""

    def of(self, staff_id: str, beyond: date, chosen: Collection[str] | None) -> AllLed:
        """Those that they hold beyond a day; `first` are at most 500 of those that began before it.

        `chosen` are groupings; None: all of them.
        """

    def handed(self, grouping_ids: Collection[str], staff_id: str, to_id: str, on: date) -> Sequence[str]:
        """Those of these that went from one to the other on that day."""

    def would(self, first: Sequence[Any], to_id: str, on: date) -> Sequence[Led]: ...

    def held(self, first: Sequence[Any], beyond: date) -> Sequence[Any]:
        """Those of these that are still held, as they are now; nobody changes them meanwhile."""

    def doubled(self, first: Sequence[Any], to_id: str, on: date) -> Sequence[str]:
        """The groupings among these that the other one holds already in that time."""

    def hand(self, first: Sequence[Any], to_id: str, on: date) -> tuple[Sequence[Led], Sequence[Event]]: ...


class Work(Protocol):
    """What somebody has to see to in the caller's areas, and of those in some; `first` are at most 500.

    `not_chosen` lie in others of the caller's areas.
    """

    @property
    def not_chosen(self) -> int: ...
    @property
    def open(self) -> int: ...
    @property
    def closed(self) -> int: ...
    @property
    def elsewhere(self) -> int: ...
    @property
    def first(self) -> Sequence[Row]: ...


class Handed(Protocol):
    @property
    def cases(self) -> Sequence[Row]: ...
    @property
    def events(self) -> Sequence[Event]: ...


class OpenWork(Protocol):
    def of(self, staff_id: str, area_ids: Collection[str] | None) -> Work:
        """None: wherever it lies."""

    def open_at(self, staff_id: str, area_id: str) -> int:
        """How many open cases of an area somebody sees to."""

    def hand(self, first: Sequence[Row], staff_id: str, to_id: str) -> Handed: ...
