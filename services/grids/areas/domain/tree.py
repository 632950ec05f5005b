"""A district's area tree: one at a time changes it, and each change has a number."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.grids.areas.domain.area import Area, stand_under
from services.grids.areas.domain.events import ROWS_PER_EVENT, AreasChanged
from services.grids.areas.domain.founding import NewArea
from services.grids.areas.domain.kinds import AreaKind
from services.grids.areas.domain.paths import short_id


@dataclass
class Tree:
    """`next_short` is the number that the next area's short id is made of."""

    version: int = 0
    next_short: int = 1

    def found(self, new: NewArea, parent: Area | None) -> Area:
        stand_under(new.id, new.kind, parent)
        path = (parent.path if parent else "") + short_id(self.next_short) + "/"
        self.next_short += 1
        community = new.id if new.kind is AreaKind.COMMUNITY else parent.community_id if parent else None
        return Area(new.id, new.parent_id, new.kind, new.name, path, community)

    def changed(self, areas: Sequence[Area]) -> list[AreasChanged]:
        """The events that say so, each with the tree's next version."""
        return [
            self._told(areas[start : start + ROWS_PER_EVENT])
            for start in range(0, len(areas), ROWS_PER_EVENT)
        ]

    def _told(self, areas: Sequence[Area]) -> AreasChanged:
        self.version += 1
        return AreasChanged(areas[0].id, self.version, tuple(area.row() for area in areas))
