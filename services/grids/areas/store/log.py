"""The log of changes, and the spans that each leaves behind."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, func, insert, select, update

from services.chassis.storage.many import insert_many
from services.chassis.storage.rows import Rows
from services.grids.areas.domain.area import Area
from services.grids.areas.domain.change import Change, ChangeKind
from services.grids.areas.store.tables import area_change_sides, area_changes, area_spans, areas

FROM, TO = "from", "to"
FORMER, PRESENT = "former", "present"
"""Of an area that moved: what it stood under, and what it came under."""
MOVED = "moved"
"""What came under another area because of what became of that which it stood under."""


class SqlAreaLog:
    def __init__(self, rows: Rows, now: datetime, by: str) -> None:
        self.rows, self.now, self.by = rows, now, by

    def note(self, *changes: tuple[int, Change]) -> None:
        """Of a founding there are no sides: each area says itself which it came of."""
        here = {"district": self.rows.district, "by": self.by, "at": self.now}
        said = [here | _said(number, change) for number, change in changes]
        self.rows.write(insert(area_changes), said)
        led_on = [(number, change) for number, change in changes if change.kind is not ChangeKind.FOUNDED]
        named = [
            {"area_id": each, "number": number, "side": side}
            for number, change in led_on
            for side, ids in _sides(change)
            for each in dict.fromkeys(ids)
        ]
        insert_many(self.rows, area_change_sides, named)

    def keep(self, changed: Sequence[Area], *, are_new: bool = False) -> None:
        if not are_new:
            self._close(changed)
        spans = [
            {
                "area_id": area.id,
                "valid_from": area.since,
                "valid_to": None,
                "parent_id": area.parent_id,
                "name": area.name,
            }
            for area in changed
        ]
        insert_many(self.rows, area_spans, spans)

    def end(self, ended: Sequence[Area]) -> None:
        self._close(ended)

    def _close(self, changed: Sequence[Area]) -> None:
        """A state that was over on its first day is not kept."""
        for day in {area.since for area in changed}:
            ids = [area.id for area in changed if area.since == day]
            open_ones = (
                self.rows.of(area_spans),
                area_spans.c.area_id.in_(ids),
                area_spans.c.valid_to.is_(None),
            )
            before = area_spans.c.valid_from < day
            closed = self.rows.write(update(area_spans).where(*open_ones, before).values(valid_to=day))
            if closed < len(ids):
                self.rows.write(delete(area_spans).where(*open_ones))


def _sides(change: Change) -> list[tuple[str, tuple[str, ...]]]:
    """A move is told of the parents, too."""
    parents = (change.was, change.became) if change.kind is ChangeKind.RESUBORDINATED else (None, None)
    above = [(side, (each,)) for side, each in zip((FORMER, PRESENT), parents, strict=True) if each]
    return [(FROM, change.from_ids), (TO, change.to_ids), (MOVED, change.moved_ids), *above]


def _said(number: int, change: Change) -> dict[str, Any]:
    said = {name: value for name, value in vars(change).items() if not name.endswith("_ids")}
    return said | {"number": number, "kind": change.kind.value}


class SqlSurroundings:
    def __init__(self, rows: Rows) -> None:
        self.rows = rows

    def last_days(self, area_ids: Collection[str]) -> dict[str, date]:
        """The last day on which something stopped standing right below each."""
        ended = func.max(area_spans.c.valid_to)
        below = (self.rows.of(area_spans), area_spans.c.parent_id.in_(area_ids))
        found = (
            select(area_spans.c.parent_id, ended.label("day")).where(*below).group_by(area_spans.c.parent_id)
        )
        return {row["parent_id"]: row["day"] for row in self.rows.all(found) if row["day"]}

    def places(self, area_ids: Collection[str]) -> dict[str, tuple[str, str | None]]:
        these = (self.rows.of(areas), areas.c.id.in_(area_ids))
        columns = (areas.c.id, areas.c.path, areas.c.community_id)
        found = self.rows.all(select(*columns).where(*these)) if area_ids else []
        return {row["id"]: (row["path"], row["community_id"]) for row in found}
