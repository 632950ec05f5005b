"""A grouping (编组): a courtyard, an estate, a residents' group: units with a name and with holders."""

from dataclasses import dataclass, replace
from datetime import date

from services.grids.groupings.domain.errors import GroupingClosed
from services.grids.groupings.domain.events import (
    GroupingEnded,
    GroupingHoldersChanged,
    GroupingRenamed,
    GroupingRow,
    GroupingUnitsSet,
)
from services.grids.groupings.domain.holding import Holding
from services.grids.groupings.domain.units import UnitSpan


@dataclass(frozen=True)
class NewGrouping:
    id: str
    kind: str
    name: str
    units: tuple[UnitSpan, ...] = ()


@dataclass(frozen=True)
class Grouping:
    """`whole` is its kind's; one that is closed keeps its name and has no units any more."""

    id: str
    kind: str
    community_id: str
    name: str
    whole: bool
    closed_on: date | None = None
    version: int = 1

    def row(self) -> GroupingRow:
        return GroupingRow(self.id, self.kind, self.community_id, self.version)

    def set_units(self, count: int) -> tuple["Grouping", GroupingUnitsSet]:
        after = self._next()
        return after, GroupingUnitsSet(self.id, count, after.version)

    def changed(self, holdings: list[Holding]) -> tuple["Grouping", GroupingHoldersChanged]:
        after = self._next()
        return after, GroupingHoldersChanged(
            self.id, after.version, tuple(each.row(self.id) for each in holdings)
        )

    def rename(self, name: str) -> tuple["Grouping", GroupingRenamed]:
        after = replace(self._next(), name=name)
        return after, GroupingRenamed(self.id, after.version)

    def close(self, today: date) -> tuple["Grouping", GroupingEnded]:
        after = replace(self._next(), closed_on=today)
        return after, GroupingEnded(self.id, today.isoformat(), after.version)

    def _next(self) -> "Grouping":
        """Raises GroupingClosed."""
        if self.closed_on is not None:
            raise GroupingClosed(grouping_id=self.id)
        return replace(self, version=self.version + 1)
