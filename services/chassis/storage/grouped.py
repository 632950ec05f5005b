"""Whom a caller may see: whoever lives in its areas, or in the units of groupings granted to it.

A grant on a grouping is a grant on its units. A scope is a list of ids; those that are no area's are asked
for among the groupings, and where there are none the condition is the one on areas alone.
"""

from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, or_, select

from services.chassis.caller import Scope
from services.chassis.storage.rows import Rows
from services.chassis.storage.scope import within

Dwellings = Select[Any]
"""A query of their ids."""
Living = Callable[[Dwellings], ColumnElement[bool]]
"""The condition that whoever a row is about lives in one of these."""


class HomesSeen:
    def __init__(self, rows: Rows, scope: Scope, areas: Table, grouped: Table) -> None:
        self._rows, self._scope, self._areas, self._grouped = rows, scope, areas, grouped
        self._others: tuple[str, ...] | None = None

    def seen(self, area_id: ColumnElement[str], living: Living) -> ColumnElement[bool]:
        """In the caller's areas, or in the units of its groupings."""
        others = self._no_areas()
        if not others:
            return within(self._scope, self._rows, area_id, self._areas)
        areas, granted = Scope(self._areas_of(others)), living(self._of(others))
        return granted if areas.is_empty else or_(within(areas, self._rows, area_id, self._areas), granted)

    def of_grouping(self, grouping_id: str) -> Dwellings | None:
        """Those of one that was granted to the caller; None for any other, and for one never heard of."""
        is_granted = grouping_id in self._no_areas() and self._is_known(grouping_id)
        return self._of((grouping_id,)) if is_granted else None

    def _is_known(self, grouping_id: str) -> bool:
        """A grant may be on an area that has not been heard of yet."""
        grouped = self._grouped
        its = (self._rows.of(grouped), grouped.c.grouping_id == grouping_id)
        return self._rows.one(select(grouped.c.id).where(*its).limit(1)) is not None

    def _of(self, grouping_ids: tuple[str, ...]) -> Dwellings:
        grouped = self._grouped
        its = (self._rows.of(grouped), grouped.c.grouping_id.in_(grouping_ids), grouped.c.removed.is_(False))
        return select(grouped.c.dwelling_id).where(*its)

    def _areas_of(self, others: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(each for each in self._scope.area_ids or () if each not in others)

    def _no_areas(self) -> tuple[str, ...]:
        """Asked once in a transaction, and only for whoever does not see the whole district."""
        if self._others is None:
            held = self._scope.area_ids or ()
            areas = self._areas
            known = select(areas.c.id).where(self._rows.of(areas), areas.c.id.in_(held))
            found = {row["id"] for row in self._rows.all(known)} if held else set()
            self._others = tuple(each for each in held if each not in found)
        return self._others
