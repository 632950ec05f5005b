"""What counting needs."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date
from typing import Any, Protocol

from services.chassis.caller import Caller
from services.members.tallies.domain.tally import Count, Wrong


class TallyViews(Protocol):
    def of(self, area_id: str) -> Count:
        """Of all that lies in it. Raises AreaUnknown."""

    def must_be_seen(self, area_id: str) -> None:
        """Raises AreaUnknown."""

    def below(self, area_ids: Sequence[str]) -> Mapping[str, Count]:
        """Of all that lies in each of those that the caller may see."""

    def own(self, area_ids: Sequence[str]) -> Mapping[str, Count]:
        """Of each of those that the caller may see, without what lies below."""

    def homes(self, dwelling_ids: Sequence[str]) -> Mapping[str, Count]:
        """Of each of the dwellings in the caller's areas."""


class TallyDays(Protocol):
    def on(self, area_ids: Collection[str], day: date) -> Mapping[str, Count]:
        """What each was counted at the end of that day, without what lay below. Raises CountsNotKept."""


class Recounts(Protocol):
    def page(self, after: str, limit: int) -> tuple[str | None, int, Wrong]:
        """The last area of some, how many they were, and those that were not right; they are now."""

    def sums(self) -> int:
        """How many sums were not those of their areas; they are now."""


class Jobs(Protocol):
    def ask(self, kind: str, params: dict[str, Any], *, lane: str | None = None) -> Any: ...


class Tx(Protocol):
    @property
    def tally_views(self) -> TallyViews: ...
    @property
    def tally_days(self) -> TallyDays: ...
    @property
    def recounts(self) -> Recounts: ...
    @property
    def jobs(self) -> Jobs: ...
    def name(self, *ids: str) -> None: ...


class Begin(Protocol):
    def __call__(self, caller: Caller, /) -> AbstractContextManager[Tx]: ...
