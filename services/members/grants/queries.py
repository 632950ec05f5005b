"""Grants as they are listed."""

from typing import Any

from sqlalchemy import select

from services.chassis.caller import Scope
from services.chassis.storage.paging import page
from services.chassis.storage.ranges import under
from services.chassis.storage.rows import Rows
from services.chassis.storage.scope import all_within
from services.members.grants.domain.errors import GrantUnknown
from services.members.grants.domain.grant import Source
from services.members.grants.store.grants import seen, shown
from services.members.grants.store.tables import areas, grants
from services.members.grants.use_cases.ports import After, Page, Row


class SqlGrantViews:
    def __init__(self, rows: Rows, scope: Scope) -> None:
        self._rows, self._scope = rows, scope

    def one(self, grant_id: str) -> Row:
        mine = (self._rows.of(grants), grants.c.id == grant_id, seen(self._scope, self._rows))
        row = self._rows.one(select(grants).where(*mine))
        if row is None:
            raise GrantUnknown(grant_id=grant_id)
        return shown(row)

    def listed(
        self, person_id: str | None, area_id: str | None, source: Source | None, after: After, limit: int
    ) -> Page:
        listed = select(grants).where(
            self._rows.of(grants), all_within(self._scope, self._rows, grants.c.area_id, areas)
        )
        if person_id is not None:
            listed = listed.where(grants.c.person_id == person_id)
        if source is not None:
            listed = listed.where(grants.c.source == source.value)
        if area_id is not None:
            listed = listed.where(grants.c.area_id.in_(self._below(area_id)))
        by = [grants.c.given_at.desc(), grants.c.id.desc()]
        items, following = page(self._rows, listed, by=by, after=after, limit=limit)
        return {"items": [shown(each) for each in items], "next": following}

    def _below(self, area_id: str) -> Any:
        [row] = self._rows.all(select(areas.c.path).where(self._rows.of(areas), areas.c.id == area_id))
        return select(areas.c.id).where(self._rows.of(areas), under(areas.c.path, row["path"]))
