"""Which area covers a place: by cells, then by bounds, then by the outline itself."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, and_, select

from services.chassis import wire
from services.chassis.storage.rows import Rows
from services.grids.shapes.domain.cells import cells_at
from services.grids.shapes.domain.outline import Outline, Place
from services.grids.shapes.store.tables import area_shapes, shape_cells

Shown = Callable[[str], dict[str, Any] | None]
Seen = Callable[[ColumnElement[str]], ColumnElement[bool]]


class SqlShapeViews:
    """`seen`: the caller may see the area whose id a column holds; `shown`: one that stands, as shown."""

    def __init__(self, rows: Rows, seen: Seen, shown: Shown) -> None:
        self._rows, self._seen, self._shown = rows, seen, shown

    def at(self, place: Place) -> dict[str, Any] | None:
        """Smaller ones first: the first that covers it is the one."""
        lon, lat = place
        shapes, cells = area_shapes.c, shape_cells.c
        within = and_(shapes.west <= lon, shapes.east >= lon, shapes.south <= lat, shapes.north >= lat)
        its = and_(shapes.district == cells.district, shapes.area_id == cells.area_id)
        near = (
            select(shapes.area_id, shapes.shape, shapes.extent)
            .select_from(shape_cells.join(area_shapes, its))
            .where(self._rows.of(shape_cells), cells.cell.in_(cells_at(place)), within)
            .where(self._seen(shapes.area_id))
            .order_by(shapes.extent, shapes.area_id)
        )
        for row in self._rows.all(near):
            covers = Outline.of_geojson(wire.loads(row["shape"])).covers(place)
            if covers and (area := self._shown(row["area_id"])) is not None:
                return area
        return None
