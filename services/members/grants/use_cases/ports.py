"""What the use cases of grants need from the world."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any, Protocol, TypedDict

from services.chassis.caller import Caller, Scope
from services.chassis.domain import Event
from services.members.grants.domain.grant import Grant, Source

Row = Mapping[str, Any]
After = Sequence[Any] | None


class Page(TypedDict):
    items: Sequence[Row]
    next: After


class Grants(Protocol):
    def lock(self, person_id: str) -> None:
        """Whoever grants the same person something waits until we are done."""

    def add(self, given: Sequence[Grant]) -> None:
        """Raises IdTaken."""

    def get(self, grant_id: str, seen_version: int) -> Grant:
        """Raises GrantUnknown and StaleVersion."""

    def found(self, grant_ids: Sequence[str]) -> Mapping[str, Grant]:
        """Those of them that there are in the district, the caller's area or not."""

    def correct_beginning(self, grant_id: str, valid_from: datetime, source: Source) -> None: ...
    def correct_end(self, grant_id: str, valid_until: datetime, version: int) -> None: ...
    def save(self, after: Grant) -> None:
        """Raises StaleVersion."""

    def by_hand_in(self, area_ids: Sequence[str], now: datetime) -> Sequence[Grant]:
        """Those in these areas themselves that are not over and follow no post."""

    def held_by(self, person_id: str, now: datetime) -> Sequence[Grant]:
        """Those that are not over, to come ones with them."""

    def call_back(self, person_id: str, now: datetime) -> None:
        """Tokens that were signed before count no more."""

    def version_of(self, principal: str) -> int:
        """What a token says of the grants that it was made of."""


class GrantViews(Protocol):
    def one(self, grant_id: str) -> Row:
        """Raises GrantUnknown."""

    def listed(
        self, person_id: str | None, area_id: str | None, source: Source | None, after: After, limit: int
    ) -> Page:
        """Newest first; of a person, in an area's subtree, of a source, or all that the caller may see."""


class Ground(Protocol):
    def keep(self) -> None:
        """Until we are done no area ends here."""

    def note_ended(self, area_ids: Sequence[str]) -> None:
        """They are no more, also before their rows say so; whoever keeps the ground is waited for."""

    def seen(self, area_id: str) -> Any: ...
    def known(self, area_id: str) -> Any:
        """In the district, the caller's area or not."""

    def is_grouping(self, grouping_id: str) -> bool:
        """One of the district with dwellings."""


class Tx(Protocol):
    @property
    def grants(self) -> Grants: ...
    @property
    def grant_views(self) -> GrantViews: ...
    @property
    def ground(self) -> Ground: ...
    @property
    def scope(self) -> Scope: ...
    @property
    def now(self) -> datetime: ...
    def record(self, *events: Event) -> None: ...
    def name(self, *ids: str) -> None: ...
    def explain(self, reason: str) -> None: ...


class Begin(Protocol):
    def __call__(self, caller: Caller, /) -> AbstractContextManager[Tx]: ...
