"""What became of areas, for counts of a day: a tree, the changes that led on, and what has ended."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import select

from services.chassis.batches import batches
from services.chassis.clock import SHANGHAI
from services.grids.areas.domain.change import ChangeKind
from services.grids.areas.domain.tracing import Node, Step
from services.grids.areas.queries.history import AreaHistory
from services.grids.areas.store.log import FROM, TO
from services.grids.areas.store.tables import area_change_sides, area_changes, areas

AT_ONCE = 500
LEADS_ON = [kind.value for kind in (ChangeKind.MERGED, ChangeKind.SPLIT, ChangeKind.ABOLISHED)]


class AreaTraces(AreaHistory):
    def tree(self, area_id: str, on: date, limit: int) -> list[Node]:
        self._must_be_seen(area_id)
        then = self._then(area_id, on, None)
        found = self.rows.all(select(then).order_by(then.c.path).limit(limit))
        if not found:
            self._must_be_founded(area_id, on)
        return [Node(row["id"], row["parent_id"], row["kind"], row["name"]) for row in found]

    def steps(self, area_ids: Collection[str], until: date) -> list[Step]:
        sides = area_change_sides
        named: set[int] = set()
        for ids in batches(sorted(area_ids), AT_ONCE):
            these = (self.rows.of(sides), sides.c.area_id.in_(ids))
            named.update(row["number"] for row in self.rows.all(select(sides.c.number).where(*these)))
        return [
            step for numbers in batches(sorted(named), AT_ONCE) for step in self._leading_on(numbers, until)
        ]

    def ended_below(self, area_ids: Collection[str], until: date) -> dict[str, str | None]:
        """By what they stood under last: an area says it itself, though it ended on the day on which it
        came, and so has no span."""
        ended: dict[str, str | None] = {}
        for ids in batches(sorted(area_ids), AT_ONCE):
            below = (self.rows.of(areas), areas.c.parent_id.in_(ids), areas.c.valid_to <= until)
            found = self.rows.all(select(areas.c.id, areas.c.parent_id).where(*below))
            ended |= {row["id"]: row["parent_id"] for row in found}
        return ended

    def names(self, area_ids: Collection[str]) -> dict[str, str]:
        named: dict[str, str] = {}
        for ids in batches(sorted(area_ids), AT_ONCE):
            these = (self.rows.of(areas), areas.c.id.in_(ids))
            found = self.rows.all(select(areas.c.id, areas.c.name).where(*these))
            named |= {row["id"]: row["name"] for row in found}
        return named

    def _leading_on(self, numbers: Sequence[int], until: date) -> list[Step]:
        """Those of these that lead on; changes and sides are read one after the other, as both are many."""
        changed, columns = area_changes.c, (area_changes.c.number, area_changes.c.kind, area_changes.c.at)
        its = (self.rows.of(area_changes), changed.number.in_(numbers), changed.effective_on <= until)
        led = select(*columns).where(*its, changed.kind.in_(LEADS_ON)).order_by(changed.number)
        changes = self.rows.all(led)
        these = [row["number"] for row in changes]
        theirs = (self.rows.of(area_change_sides), area_change_sides.c.number.in_(these))
        sides: dict[tuple[int, str], set[str]] = {}
        for row in self.rows.all(select(area_change_sides).where(*theirs)):
            sides.setdefault((row["number"], row["side"]), set()).add(row["area_id"])
        return [
            Step(
                row["number"],
                ChangeKind(row["kind"]),
                row["at"].astimezone(SHANGHAI).date(),
                frozenset(sides.get((row["number"], FROM), ())),
                frozenset(sides.get((row["number"], TO), ())),
            )
            for row in changes
        ]
