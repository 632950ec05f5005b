"""What founding and moving need of other rooms: borders that are never broken, and posts."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Protocol

from services.chassis.domain import Event

Below = tuple[str, str, str]
"""An area's id, its kind, and the id of what it stands under."""


class ExOfficio(Protocol):
    """Who holds the post of an area holds another one below it, too."""

    def come_along(self, areas: Sequence[Below], on: date, number: int) -> Sequence[Event]:
        """They stand there since that day."""

    def part(self, areas: Sequence[Below], on: date) -> Sequence[Event]:
        """They stood elsewhere before that day."""


class Groupings(Protocol):
    """They are granted by their ids as areas are: no id is of both."""

    def must_be_new(self, grouping_ids: Collection[str]) -> None:
        """Raises IdTaken."""


class Grouped(Protocol):
    """An open grouping, with the buildings in which it has units."""

    @property
    def id(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def community_id(self) -> str: ...
    @property
    def building_ids(self) -> frozenset[str]: ...


class PassedGroupings(Protocol):
    def standing(self, community_ids: Collection[str]) -> Sequence[Grouped]:
        """Those of these communities, by id."""


class Outlines(Protocol):
    """The shapes of areas that become one."""

    def prepare(self, area_ids: Collection[str]) -> None:
        """What `join` would draw is computed here, before anybody waits for the tree."""

    def foresee(self, area_ids: Collection[str]) -> tuple[str, Sequence[str]]:
        """What becomes of the primary's (`joined`, `stays`, `too_large`), and which of them have none."""

    def join(self, area_ids: Collection[str], into_id: str) -> Sequence[Event]:
        """One area covers what they all do, if each has a shape and it is not too large; else nothing."""


class Borders(Protocol):
    def split_under(self, area_ids: Collection[str]) -> tuple[str, str] | None:
        """Id and name of a group with units in these subtrees of which two base grids hold parts."""

    def crossed_below(self, area_id: str, community_id: str) -> str | None:
        """A building with dwellings in the subtree that stands in another community."""

    def split_below(self, area_id: str) -> tuple[str, str] | None:
        """Id and name of a group with units in the subtree of which two base grids hold parts."""
