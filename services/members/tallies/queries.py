"""How many live in an area: a range of paths added up, of sums where it is a high one."""

from sqlalchemy import Table, func, select

from services.chassis.caller import Scope
from services.chassis.storage.ranges import under
from services.chassis.storage.rows import Rows
from services.chassis.storage.scope import within_paths
from services.members.tallies.domain.errors import AreaUnknown
from services.members.tallies.domain.tally import COARSE, Count, depth_of
from services.members.tallies.store.tables import area_tallies, tally_sums


class SqlTallyViews:
    def __init__(self, rows: Rows, scope: Scope, areas: Table) -> None:
        self._rows, self._scope, self._areas = rows, scope, areas

    def of(self, area_id: str) -> Count:
        areas = self._areas
        mine = (self._rows.of(areas), areas.c.id == area_id, areas.c.removed.is_(False))
        seen = within_paths(self._scope, self._rows, areas.c.path, areas)
        found = self._rows.one(select(areas.c.path).where(*mine, seen))
        if found is None:
            raise AreaUnknown(area_id=area_id)
        table = area_tallies if depth_of(found["path"]) > COARSE else tally_sums
        sums = (func.coalesce(func.sum(table.c[name]), 0).label(name) for name in ("households", "residents"))
        counted = self._rows.one(
            select(*sums).where(self._rows.of(table), under(table.c.path, found["path"]))
        )
        assert counted is not None
        return Count(int(counted["households"]), int(counted["residents"]))
