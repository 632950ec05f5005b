"""What goes on for areas that ended, whoever asks."""

from collections.abc import Collection
from datetime import date
from functools import partial

from sqlalchemy import and_, exists, not_, select

from services.chassis.storage.rows import Rows
from services.grids.areas.domain.change import ChangeKind
from services.grids.areas.domain.heirs import followed
from services.grids.areas.queries.then import lasts_beyond
from services.grids.areas.store.log import FROM, TO
from services.grids.areas.store.tables import area_change_sides, area_changes, areas

ENDING = [kind.value for kind in (ChangeKind.MERGED, ChangeKind.SPLIT, ChangeKind.ABOLISHED)]


class SqlHeirs:
    def __init__(self, rows: Rows) -> None:
        self.rows = rows

    def standing(self, area_ids: Collection[str], on: date) -> list[str]:
        """Those that stand that day, and what goes on that day for the others, a primary before the rest."""
        return followed(area_ids, partial(self._standing, on), self.successors)

    def _standing(self, on: date, area_ids: Collection[str]) -> set[str]:
        its = (self.rows.of(areas), areas.c.id.in_(area_ids), lasts_beyond(on))
        return {row["id"] for row in self.rows.all(select(areas.c.id).where(*its))}

    def successors(self, area_ids: Collection[str]) -> dict[str, list[str]]:
        """By the log: what each became with the change that ended it, the primary first; or what is above."""
        mine, theirs, still = (area_change_sides.alias() for _ in range(3))
        goes_on = exists().where(
            self.rows.of(still),
            still.c.number == mine.c.number,
            still.c.area_id == mine.c.area_id,
            still.c.side == TO,
        )
        change = and_(area_changes.c.district == mine.c.district, area_changes.c.number == mine.c.number)
        other = and_(theirs.c.district == mine.c.district, theirs.c.number == mine.c.number)
        became = (
            select(mine.c.area_id, theirs.c.area_id.label("successor_id"))
            .select_from(mine.join(area_changes, change).join(theirs, other))
            .where(self.rows.of(mine), mine.c.area_id.in_(area_ids), mine.c.side == FROM)
            .where(theirs.c.side == TO, not_(goes_on), area_changes.c.kind.in_(ENDING))
            .order_by(theirs.c.area_id != area_changes.c.primary_id, theirs.c.area_id)
        )
        found: dict[str, list[str]] = {}
        for row in self.rows.all(became):
            found.setdefault(row["area_id"], []).append(row["successor_id"])
        return found | self._above(set(area_ids) - found.keys())

    def _above(self, area_ids: Collection[str]) -> dict[str, list[str]]:
        """What nobody succeeded is looked after by the area that it stood under."""
        its = (self.rows.of(areas), areas.c.id.in_(area_ids), areas.c.parent_id.is_not(None))
        found = self.rows.all(select(areas.c.id, areas.c.parent_id).where(*its)) if area_ids else []
        return {row["id"]: [row["parent_id"]] for row in found}
