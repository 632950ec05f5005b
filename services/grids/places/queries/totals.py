"""Figures of places by kind: kept ones, but for those of one organisation, which are few."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select

from services.chassis.storage.rows import Rows
from services.grids.places.queries.lists import Areas, refuse_unseen
from services.grids.places.store.tables import place_counts, place_sharers, service_places
from services.grids.places.use_cases.ports import Row


class SqlPlaceTotals:
    def __init__(self, rows: Rows, areas: Areas) -> None:
        self.rows, self.areas = rows, areas

    def totals(self, area_id: str | None, organisation_id: str | None) -> Sequence[Row]:
        if area_id is not None:
            refuse_unseen(self.areas, area_id)
        found = self._kept(area_id) if organisation_id is None else self._shared(area_id, organisation_id)
        return [{name: _whole(value) for name, value in row.items()} for row in self.rows.all(found)]

    def _kept(self, area_id: str | None) -> Select[Any]:
        its = place_counts.c
        summed = select(
            its.kind,
            func.sum(its.places).label("places"),
            func.sum(its.area_m2).label("area_m2"),
            func.sum(its.capacity).label("capacity"),
        ).where(self.rows.of(place_counts), its.places > 0, *self._there(its.area_id, area_id))
        return summed.group_by(its.kind).order_by(its.kind)

    def _shared(self, area_id: str | None, organisation_id: str) -> Select[Any]:
        its = service_places.c
        shares = and_(place_sharers.c.district == its.district, place_sharers.c.place_id == its.id)
        summed = select(
            its.kind,
            func.count().label("places"),
            func.coalesce(func.sum(its.area_m2), 0).label("area_m2"),
            func.coalesce(func.sum(its.capacity), 0).label("capacity"),
        ).select_from(service_places.join(place_sharers, shares))
        mine = (self.rows.of(service_places), self.rows.of(place_sharers), its.closed_on.is_(None))
        one = place_sharers.c.organisation_id == organisation_id
        return (
            summed.where(*mine, one, *self._there(its.area_id, area_id)).group_by(its.kind).order_by(its.kind)
        )

    def _there(self, column: ColumnElement[str], area_id: str | None) -> list[ColumnElement[bool]]:
        visible = self.areas.visible(column)
        return [visible] if area_id is None else [visible, self.areas.below(column, area_id)]


def _whole(value: Any) -> Any:
    """PostgreSQL sums whole numbers to a Decimal."""
    return value if isinstance(value, str) else int(value)
