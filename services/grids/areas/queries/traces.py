"""What became of areas, for counts of a day: a tree, the changes that led on, and what has ended."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import and_, select

from services.chassis.clock import SHANGHAI
from services.grids.areas.domain.change import ChangeKind
from services.grids.areas.domain.tracing import Node, Step
from services.grids.areas.queries.history import AreaHistory
from services.grids.areas.store.log import FROM, TO
from services.grids.areas.store.tables import area_change_sides, area_changes, area_spans, areas

AT_ONCE = 500
LEADS_ON = [kind.value for kind in (ChangeKind.MERGED, ChangeKind.SPLIT, ChangeKind.ABOLISHED)]


class AreaTraces(AreaHistory):
    def tree(self, area_id: str, on: date, limit: int) -> list[Node]:
        self._must_be_seen(area_id)
        then = self._then(area_id, on, None)
        found = self.rows.all(select(then).order_by(then.c.path).limit(limit))
        return [Node(row["id"], row["parent_id"], row["kind"], row["name"]) for row in found]

    def steps(self, area_ids: Collection[str], until: date) -> list[Step]:
        changes, sides = area_changes, area_change_sides
        named: set[int] = set()
        for ids in _batches(area_ids):
            same = and_(changes.c.district == sides.c.district, changes.c.number == sides.c.number)
            these = (self.rows.of(sides), sides.c.area_id.in_(ids), self.rows.of(changes))
            led = (changes.c.kind.in_(LEADS_ON), changes.c.effective_on <= until)
            found = select(sides.c.number).join(changes, same).where(*these, *led)
            named.update(row["number"] for row in self.rows.all(found))
        return [step for numbers in _batches(named) for step in self._numbered(numbers)]

    def ended_below(self, area_ids: Collection[str], until: date) -> dict[str, str | None]:
        """By what they stood under last."""
        ended: dict[str, str | None] = {}
        for ids in _batches(area_ids):
            its = and_(areas.c.district == area_spans.c.district, areas.c.id == area_spans.c.area_id)
            last = and_(area_spans.c.valid_to == areas.c.valid_to, areas.c.valid_to <= until)
            below = (self.rows.of(area_spans), area_spans.c.parent_id.in_(ids), last)
            found = select(area_spans.c.area_id, area_spans.c.parent_id).join(areas, its).where(*below)
            ended |= {row["area_id"]: row["parent_id"] for row in self.rows.all(found)}
        return ended

    def names(self, area_ids: Collection[str]) -> dict[str, str]:
        named: dict[str, str] = {}
        for ids in _batches(area_ids):
            these = (self.rows.of(areas), areas.c.id.in_(ids))
            found = self.rows.all(select(areas.c.id, areas.c.name).where(*these))
            named |= {row["id"]: row["name"] for row in found}
        return named

    def _numbered(self, numbers: Sequence[int]) -> list[Step]:
        its = (self.rows.of(area_changes), area_changes.c.number.in_(numbers))
        columns = (area_changes.c.number, area_changes.c.kind, area_changes.c.at)
        changes = self.rows.all(select(*columns).where(*its).order_by(area_changes.c.number))
        theirs = (self.rows.of(area_change_sides), area_change_sides.c.number.in_(numbers))
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


def _batches(things: Collection[Any]) -> Iterator[list[Any]]:
    ordered = sorted(things)
    for start in range(0, len(ordered), AT_ONCE):
        yield ordered[start : start + AT_ONCE]
