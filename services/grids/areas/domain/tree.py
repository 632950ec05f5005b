"""A district's area tree: one at a time changes it, and each move has a number."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from services.chassis.batches import batches
from services.grids.areas.domain.area import Area, Move, stand_under
from services.grids.areas.domain.change import EVER
from services.grids.areas.domain.events import ROWS_PER_EVENT, AreasChanged, AreasMoved
from services.grids.areas.domain.founding import NewArea
from services.grids.areas.domain.kinds import Kinds
from services.grids.areas.domain.paths import short_id


@dataclass
class Tree:
    """`version` is the number of the last move, `next_short` what the next area's short id is made of,
    `changes` the number of the last change."""

    version: int = 0
    next_short: int = 1
    changes: int = 0

    def found(self, new: NewArea, parent: Area | None, kinds: Kinds, day: date = EVER) -> Area:
        """It is there from that day on, under a parent that was there by then, by the next change."""
        stand_under(new.id, new.kind, parent, kinds)
        if parent:
            parent.must_stand_on(day)
        path = (parent.path if parent else "") + short_id(self.next_short) + "/"
        self.next_short += 1
        above = parent.community_id if parent else None
        community = new.id if kinds.is_community(new.kind) else above
        return Area(
            new.id,
            new.parent_id,
            new.kind,
            new.name,
            path,
            community,
            valid_from=day,
            since=day,
            founded_in=self.changes + 1,
        )

    def noted(self) -> int:
        """The number of one more change."""
        self.changes += 1
        return self.changes

    def changed(self, areas: Sequence[Area]) -> list[AreasChanged]:
        """The events that say so; paths that stood stay as they are."""
        return [
            AreasChanged(batch[0].id, self.version, tuple(area.row() for area in batch))
            for batch in batches(areas, ROWS_PER_EVENT)
        ]

    def moved(self, root: Area, move: Move) -> AreasMoved:
        """The one event of a move, however much stands below its root."""
        self.version += 1
        return AreasMoved(root.id, self.version, move.old_path, move.new_path, (root.row(),))
