"""Platform keys as they are listed."""

from sqlalchemy import select

from services.chassis.caller import Scope
from services.chassis.storage.paging import page
from services.chassis.storage.rows import Rows
from services.chassis.storage.scope import all_within
from services.members.platform_keys.domain.errors import PlatformKeyUnknown
from services.members.platform_keys.store.platform_keys import seen, shown
from services.members.platform_keys.store.tables import areas, platform_keys
from services.members.platform_keys.use_cases.ports import After, Page, Row


class SqlPlatformKeyViews:
    def __init__(self, rows: Rows, scope: Scope) -> None:
        self._rows, self._scope = rows, scope

    def one(self, key_id: str) -> Row:
        mine = (self._rows.of(platform_keys), platform_keys.c.id == key_id, seen(self._scope, self._rows))
        row = self._rows.one(select(platform_keys).where(*mine))
        if row is None:
            raise PlatformKeyUnknown(key_id=key_id)
        return shown(row)

    def listed(self, after: After, limit: int) -> Page:
        inside = all_within(self._scope, self._rows, platform_keys.c.area_id, areas)
        listed = select(platform_keys).where(self._rows.of(platform_keys), inside)
        by = [platform_keys.c.made_at.desc(), platform_keys.c.id.desc()]
        items, following = page(self._rows, listed, by=by, after=after, limit=limit)
        return {"items": [shown(each) for each in items], "next": following}
