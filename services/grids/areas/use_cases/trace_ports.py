"""What tracing the counts of areas needs from the world."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date
from typing import Protocol

from services.chassis.caller import Caller
from services.grids.areas.domain.tracing import Node, Step


class AreaTraces(Protocol):
    """What became of areas, whether the caller may see them or not."""

    def tree(self, area_id: str, on: date, limit: int) -> Sequence[Node]:
        """What stood there that day, from the root down. Raises AreaUnknown outside the caller's areas, and
        AreaNotFounded before the day on which it was said to be founded."""

    def steps(self, area_ids: Collection[str], until: date) -> Sequence[Step]:
        """Those that name any of them, up to that day."""

    def ended_below(self, area_ids: Collection[str], until: date) -> Mapping[str, str | None]:
        """What ended right below them up to that day, with what it stood under."""

    def names(self, area_ids: Collection[str]) -> Mapping[str, str]: ...


class Tx(Protocol):
    @property
    def area_traces(self) -> AreaTraces: ...


class Begin(Protocol):
    def __call__(self, caller: Caller, /) -> AbstractContextManager[Tx]: ...
