"""Shapes in memory."""

from collections.abc import Collection
from typing import Any

from services.chassis.domain import Event
from services.grids.shapes.domain.errors import AreaEnded, AreaUnknown
from services.grids.shapes.domain.geometry import union
from services.grids.shapes.domain.outline import Outline, Place
from services.grids.shapes.domain.shape import Shape
from tests.grids.kept import Fake, refuse_stale


class FakeShapes(Fake):
    def get(self, area_id: str, seen_version: int | None = None) -> Shape:
        if not self.world.sees(area_id):
            raise AreaUnknown(area_id=area_id)
        shape = self.world.kept.shapes.get(area_id, Shape(area_id))
        if seen_version is not None:
            refuse_stale(seen_version, shape.version)
        return shape

    def must_stand(self, area_id: str) -> None:
        if not self.world.sees(area_id):
            raise AreaUnknown(area_id=area_id)
        if not (area := self.world.kept.areas[area_id]).active:
            raise AreaEnded(area_id=area_id, ended_on=area.valid_to)

    def inside(self, area_id: str, limit: int) -> dict[str, tuple[str, Outline]] | None:
        areas = self.world.kept.areas
        if areas[area_id].community_id is None:
            return None
        drawn = {
            each.id: (each.path, shape.outline)
            for each in areas.values()
            if each.active and each.id != area_id and each.path.startswith(areas[area_id].path)
            if (shape := self.world.kept.shapes.get(each.id)) and shape.outline
        }
        return dict(list(drawn.items())[:limit])

    def save(self, shape: Shape) -> None:
        self.world.kept.shapes[shape.area_id] = shape

    def below(self, area_id: str, limit: int) -> dict[str, Outline | None]:
        below = [each.id for each in self.world.kept.areas.values() if each.parent_id == area_id]
        return {each: self.world.kept.shapes.get(each, Shape(each)).outline for each in below[:limit]}


class FakeOutlines(Fake):
    def prepare(self, area_ids: Collection[str]) -> None: ...

    def foresee(self, area_ids: Collection[str]) -> tuple[str, list[str]]:
        without = sorted(each for each in area_ids if self._shape(each).outline is None)
        return ("stays" if without else "joined"), without

    def join(self, area_ids: Collection[str], into_id: str) -> list[Event]:
        outlines = [each for area_id in area_ids if (each := self._shape(area_id).outline)]
        if len(outlines) < len(area_ids):
            return []
        drawn, told = self._shape(into_id).drawn(union(outlines))
        self.world.kept.shapes[into_id] = drawn
        return [told]

    def _shape(self, area_id: str) -> Shape:
        return self.world.kept.shapes.get(area_id, Shape(area_id))


class FakeShapeViews(Fake):
    def at(self, place: Place) -> dict[str, Any] | None:
        for shape in self.world.kept.shapes.values():
            if shape.outline and shape.outline.covers(place):
                area = self.world.kept.areas[shape.area_id]
                return {"id": area.id, "kind": area.kind, "name": area.name, "path": area.path}
        return None
