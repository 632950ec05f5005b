"""The dwellings of groupings, where rooms meet: groupings are made of units, and people live in dwellings."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import and_, select

from services.chassis.storage.paging import page
from services.chassis.storage.rows import Rows
from services.grids.dwellings.domain.giving import UnitKey
from services.grids.dwellings.store import dwellings
from services.grids.groupings.domain.grouped import row_id
from services.grids.groupings.store.tables import grouping_units
from services.grids.groupings.use_cases.ports import After, Page


class SqlGroupedDwellings:
    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def of(self, units: Collection[UnitKey]) -> dict[UnitKey, list[str]]:
        unit = (dwellings.c.building_id, dwellings.c.unit)
        there = (self._rows.of(dwellings), unit[0].in_({building_id for building_id, _ in units}))
        found: dict[UnitKey, list[str]] = {each: [] for each in units}
        for row in self._rows.all(select(dwellings.c.id, *unit).where(*there).order_by(dwellings.c.id)):
            found.get((row["building_id"], row["unit"]), []).append(row["id"])
        return found

    def feed(self, after: After, limit: int) -> Page:
        its = and_(
            dwellings.c.district == grouping_units.c.district,
            dwellings.c.building_id == grouping_units.c.building_id,
            dwellings.c.unit == grouping_units.c.unit,
        )
        by = [*(grouping_units.c[name] for name in ("grouping_id", "building_id", "unit")), dwellings.c.room]
        shown = (*by, dwellings.c.id, grouping_units.c.version)
        joined = select(*shown).select_from(grouping_units.join(dwellings, its))
        everyone = joined.where(self._rows.of(grouping_units))
        items, following = page(self._rows, everyone, by=by, after=after, limit=limit)
        return {"items": [_mirrored(each) for each in items], "next": following}


def _mirrored(row: dict[str, Any]) -> dict[str, Any]:
    both = {"grouping_id": row["grouping_id"], "dwelling_id": row["id"]}
    return {**both, "id": row_id(*both.values()), "version": row["version"], "removed": False}
