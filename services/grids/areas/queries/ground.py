"""What other rooms may know of the ground: they know area ids, never this room's tables."""

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, and_

from services.chassis.caller import Scope
from services.chassis.storage.ranges import under
from services.chassis.storage.scope import within
from services.grids.areas.queries.visible import Visible, code_holds_on
from services.grids.areas.store.tables import area_codes, areas


class Ground(Visible):
    def seen(self, area_id: ColumnElement[str]) -> ColumnElement[bool]:
        """Rows whose area the caller may see."""
        return within(self.scope, self.rows, area_id, areas)

    def below(self, area_id: ColumnElement[str], root_id: str) -> ColumnElement[bool]:
        """Rows whose area lies in a subtree."""
        return within(Scope((root_id,)), self.rows, area_id, areas)

    def kinds(self, area_ids: Collection[str]) -> dict[str, str]:
        found = self.select(areas.c.id, areas.c.kind).where(areas.c.id.in_(area_ids))
        return {row["id"]: row["kind"] for row in self.rows.all(found)}

    def one(self, area_id: str) -> Subquery:
        """Columns id, name, kind, path."""
        return self._places().where(areas.c.id == area_id).subquery()

    def subtree(self, area_id: str) -> Subquery | None:
        """The same; None for an area that the caller does not see."""
        path = self.find_path(area_id)
        return None if path is None else self._places().where(under(areas.c.path, path)).subquery()

    def with_community(self, area_id: str, on: date, *more: ColumnElement[Any]) -> Select[Any]:
        """Its kind, its community and each code that the community has that day."""
        community = areas.alias()
        its = and_(community.c.district == areas.c.district, community.c.id == areas.c.community_id)
        codes = and_(
            area_codes.c.district == areas.c.district,
            area_codes.c.area_id == areas.c.community_id,
            code_holds_on(on),
        )
        code = (area_codes.c.scheme, area_codes.c.code)
        return (
            self.select(areas.c.kind, areas.c.community_id, community.c.path, *code, *more)
            .select_from(areas.outerjoin(community, its).outerjoin(area_codes, codes))
            .where(areas.c.id == area_id)
        )

    @property
    def area_id(self) -> ColumnElement[str]:
        """What `more` columns may speak of."""
        return areas.c.id

    def _places(self) -> Select[Any]:
        return self.select(areas.c.id, areas.c.name, areas.c.kind, areas.c.path)
