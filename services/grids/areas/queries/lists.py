"""Lists of areas, page by page."""

from typing import Any

from sqlalchemy import Select, func, literal, not_, or_, select, true

from services.chassis.storage.paging import Ordered, page
from services.chassis.storage.ranges import starts_with, under
from services.chassis.storage.scope import within
from services.grids.areas.domain.errors import AreaUnknown
from services.grids.areas.queries.visible import SHOWN, Visible
from services.grids.areas.store.tables import areas
from services.grids.areas.use_cases.ports import After, Page


class AreaLists(Visible):
    def children(self, parent_id: str, after: After, limit: int) -> Page:
        seen = within(self.scope, self.rows, literal(parent_id), areas)
        below = select(*SHOWN).where(
            self.rows.of(areas), areas.c.parent_id == parent_id, areas.c.active, seen
        )
        found = self._page(below, [areas.c.name, areas.c.id], after, limit)
        if not found["items"]:
            self._path_of(parent_id)
        return found

    def tops(self, after: After, limit: int) -> Page:
        held = self.scope.area_ids
        mine = true() if held is None else areas.c.id.in_(held)
        seen_above = within(self.scope, self.rows, areas.c.parent_id, areas)
        tops = self.select(*SHOWN).where(
            areas.c.active, mine, or_(areas.c.parent_id.is_(None), not_(seen_above))
        )
        return self._page(tops, [areas.c.name, areas.c.id], after, limit)

    def subtree(self, area_id: str, after: After, limit: int) -> Page:
        there = or_(areas.c.active, areas.c.id == area_id)
        below = select(*SHOWN).where(self.rows.of(areas), under(areas.c.path, self._path_of(area_id)), there)
        return self._page(below, [areas.c.path], after, limit)

    def named(self, prefix: str, after: After, limit: int) -> Page:
        found = self.select(*SHOWN).where(starts_with(areas.c.name, prefix), areas.c.active)
        return self._page(found, [areas.c.name, areas.c.id], after, limit)

    def kinds_below(self, area_id: str) -> dict[str, int]:
        below = (self.rows.of(areas), under(areas.c.path, self._path_of(area_id)), areas.c.id != area_id)
        counted = select(areas.c.kind, func.count().label("count")).where(*below, areas.c.active)
        return {row["kind"]: row["count"] for row in self.rows.all(counted.group_by(areas.c.kind))}

    def _path_of(self, area_id: str) -> str:
        path = self.find_path(area_id)
        if path is None:
            raise AreaUnknown(area_id=area_id).at("area_id")
        return path

    def _page(self, statement: Select[Any], by: list[Ordered], after: After, limit: int) -> Page:
        items, following = page(self.rows, statement, by=by, after=after, limit=limit)
        return {"items": items, "next": following}
