"""Shapes in the database, of areas that the caller may see."""

from collections.abc import Callable, Collection
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Subquery, delete, func, insert, select, update
from sqlalchemy.dialects.postgresql import insert as insert_postgresql
from sqlalchemy.dialects.sqlite import insert as insert_sqlite

from services.chassis import wire
from services.chassis.errors import StaleVersion
from services.chassis.storage.rows import Rows
from services.grids.shapes.domain.cells import cells_of
from services.grids.shapes.domain.errors import AreaEnded, AreaUnknown
from services.grids.shapes.domain.outline import Outline
from services.grids.shapes.domain.shape import Shape
from services.grids.shapes.store.tables import area_shapes, shape_cells

Seen = Callable[[str], bool]
Children = Callable[[str, int], list[str]]
Ended = Callable[[str], tuple[bool, date | None]]
Subtree = Callable[[str], Subquery | None]
BOUNDS = ("west", "south", "east", "north", "extent")


class SqlShapes:
    """`seen`: the caller may see an area; `children`: so many active ones directly below it; `ended`: whether
    it is known, and on which day it ended; `subtree`: active ones in a community, with their paths."""

    def __init__(self, rows: Rows, seen: Seen, children: Children, ended: Ended, subtree: Subtree) -> None:
        self._rows, self._seen, self._children = rows, seen, children
        self._ended, self._subtree = ended, subtree

    def must_stand(self, area_id: str) -> None:
        is_known, ended_on = self._ended(area_id)
        if not is_known:
            raise AreaUnknown(area_id=area_id)
        if ended_on is not None:
            raise AreaEnded(area_id=area_id, ended_on=ended_on)

    def get(self, area_id: str, seen_version: int | None = None) -> Shape:
        if not self._seen(area_id):
            raise AreaUnknown(area_id=area_id)
        row = self._rows.one(select(area_shapes.c.shape, area_shapes.c.version).where(*self._its(area_id)))
        shape = Shape(area_id, _outline(row["shape"]), row["version"]) if row else Shape(area_id)
        if seen_version not in (None, shape.version):
            raise StaleVersion(
                sent_version=seen_version, current_version=shape.version, current={"version": shape.version}
            )
        return shape

    def sizes(self, area_ids: Collection[str]) -> dict[str, tuple[int, int]]:
        """Version and characters of those that somebody has drawn; one taken away has none."""
        its = func.coalesce(func.length(area_shapes.c.shape), 0).label("size")
        found = self._rows.all(
            select(area_shapes.c.area_id, area_shapes.c.version, its).where(*self._of(area_ids))
        )
        return {row["area_id"]: (row["version"], row["size"]) for row in found}

    def outlines(self, area_ids: Collection[str]) -> list[Outline]:
        of_them = (*self._of(area_ids), area_shapes.c.shape.is_not(None))
        found = select(area_shapes.c.shape).where(*of_them).order_by(area_shapes.c.area_id)
        return [Outline.of_geojson(wire.loads(row["shape"])) for row in self._rows.all(found)]

    def save(self, shape: Shape) -> None:
        values = _row_of(shape)
        here = {"district": self._rows.district, "area_id": shape.area_id}
        seen = shape.version - 1
        if seen == 0:
            first = (insert_postgresql if self._rows.is_postgresql else insert_sqlite)(area_shapes)
            saved = self._rows.write(first.values(here | values).on_conflict_do_nothing())
        else:
            its = (*self._its(shape.area_id), area_shapes.c.version == seen)
            saved = self._rows.write(update(area_shapes).where(*its).values(values))
        if saved != 1:
            self.get(shape.area_id, seen)
        gone = (self._rows.of(shape_cells), shape_cells.c.area_id == shape.area_id)
        self._rows.write(delete(shape_cells).where(*gone))
        if shape.outline:
            cells = sorted(cells_of(shape.outline.box))
            self._rows.write(insert(shape_cells), [here | {"cell": cell} for cell in cells])

    def below(self, area_id: str, limit: int) -> dict[str, Outline | None]:
        children = self._children(area_id, limit)
        among = (self._rows.of(area_shapes), area_shapes.c.area_id.in_(children))
        found = self._rows.all(select(area_shapes.c.area_id, area_shapes.c.shape).where(*among))
        drawn = {row["area_id"]: _outline(row["shape"]) for row in found}
        return {child: drawn.get(child) for child in children}

    def inside(self, area_id: str, limit: int) -> dict[str, tuple[str, Outline]] | None:
        there = self._subtree(area_id)
        if there is None:
            return None
        drawn = (
            select(there.c.id, there.c.path, area_shapes.c.shape)
            .select_from(there.join(area_shapes, area_shapes.c.area_id == there.c.id))
            .where(self._rows.of(area_shapes), area_shapes.c.shape.is_not(None), there.c.id != area_id)
        )
        found = self._rows.all(drawn.order_by(there.c.path).limit(limit))
        return {row["id"]: (row["path"], Outline.of_geojson(wire.loads(row["shape"]))) for row in found}

    def _of(self, area_ids: Collection[str]) -> tuple[ColumnElement[bool], ...]:
        return (self._rows.of(area_shapes), area_shapes.c.area_id.in_(area_ids))

    def _its(self, area_id: str) -> tuple[ColumnElement[bool], ...]:
        return (self._rows.of(area_shapes), area_shapes.c.area_id == area_id)


def _outline(kept: str | None) -> Outline | None:
    return None if kept is None else Outline.of_geojson(wire.loads(kept))


def _row_of(shape: Shape) -> dict[str, Any]:
    outline = shape.outline
    if outline is None:
        return {"shape": None, **dict.fromkeys(BOUNDS), "version": shape.version}
    text = wire.dumps(outline.as_geojson()).decode()
    return {"shape": text, **vars(outline.box), "extent": outline.extent, "version": shape.version}
