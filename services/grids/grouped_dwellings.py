"""The dwellings of groupings, where rooms meet: groupings are made of units, and people live in dwellings."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import literal, select, tuple_

from services.chassis.storage.paging import page, read_after
from services.chassis.storage.rows import Rows
from services.grids.dwellings.domain.giving import UnitKey
from services.grids.dwellings.store import dwellings
from services.grids.groupings.domain.grouped import row_id
from services.grids.groupings.store.tables import grouping_units
from services.grids.groupings.use_cases.ports import After, Page

MOST_UNITS = 50
"""Of a page: they are named in its statement."""
OF_UNITS = (grouping_units.c.kind, grouping_units.c.building_id, grouping_units.c.unit)
OF_DWELLINGS = (dwellings.c.building_id, dwellings.c.unit, dwellings.c.room)
BY = (*OF_UNITS, dwellings.c.room)

Row = dict[str, Any]


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
        """By kind, building, unit and room, a page of one kind.

        The units are read first: no planner tells well how many rows they and their dwellings make together.
        """
        after = read_after(BY, after) if after is not None else None
        units, beyond = self._units(after, min(limit, MOST_UNITS))
        found = self._dwellings(units, after, limit + 1)
        at = {(unit["building_id"], unit["unit"]): unit for unit in units}
        items = [_mirrored(at[row["building_id"], row["unit"]], row["id"]) for row in found[:limit]]
        if len(found) > limit:
            beyond = [units[0]["kind"], *(found[limit - 1][column.name] for column in OF_DWELLINGS)]
        return {"items": items, "next": beyond}

    def _units(self, after: After, limit: int) -> tuple[Sequence[Row], After]:
        """From the unit that was last read of, and where those begin that do not come along."""
        before = [*after[:2], after[2] - 1] if after else None
        of_all = select(*OF_UNITS, grouping_units.c.grouping_id, grouping_units.c.version)
        mine = of_all.where(self._rows.of(grouping_units))
        found, _ = page(self._rows, mine, by=OF_UNITS, after=before, limit=limit + 1)
        units = [each for each in found[:limit] if each["kind"] == found[0]["kind"]]
        if len(units) == len(found):
            return units, None
        beyond = found[len(units)]
        return units, [*(beyond[column.name] for column in OF_UNITS), ""]

    def _dwellings(self, units: Sequence[Row], after: After, limit: int) -> Sequence[Row]:
        if not units:
            return []
        these = [(unit["building_id"], unit["unit"]) for unit in units]
        there = self._rows.of(dwellings), tuple_(*OF_DWELLINGS[:2]).in_(these)
        found = select(*OF_DWELLINGS, dwellings.c.id).where(*there)
        if after and (units[0]["kind"], *these[0]) == tuple(after[:3]):
            found = found.where(tuple_(*OF_DWELLINGS) > tuple_(*map(literal, after[1:])))
        return self._rows.all(found.order_by(*OF_DWELLINGS).limit(limit))


def _mirrored(unit: Row, dwelling_id: str) -> Row:
    both = {"grouping_id": unit["grouping_id"], "dwelling_id": dwelling_id}
    return {**both, "id": row_id(*both.values()), "version": unit["version"], "removed": False}
