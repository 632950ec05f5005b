"""How many live in an area: a range of paths added up, of sums where it is a high one."""

from sqlalchemy import Table, bindparam, func, select

from services.chassis.caller import Scope
from services.chassis.storage.prepared import Prepared, here
from services.chassis.storage.rows import Rows
from services.chassis.storage.scope import within_paths
from services.chassis.storage.tenant import Key
from services.members.tallies.domain.errors import AreaUnknown
from services.members.tallies.domain.tally import COARSE, Count, depth_of
from services.members.tallies.store.tables import area_tallies, tally_sums


def _sum_of(table: Table) -> Prepared:
    sums = (func.coalesce(func.sum(table.c[name]), 0).label(name) for name in ("households", "residents"))
    inside = (table.c.path >= bindparam("root", type_=Key), table.c.path < bindparam("end", type_=Key))
    return Prepared(select(*sums).where(here(table), *inside))


SUMS = {table.name: _sum_of(table) for table in (area_tallies, tally_sums)}


class SqlTallyViews:
    def __init__(self, rows: Rows, scope: Scope, areas: Table) -> None:
        self._rows, self._scope, self._areas = rows, scope, areas

    def of(self, area_id: str) -> Count:
        path = self._path_of(area_id)
        table = area_tallies if depth_of(path) > COARSE else tally_sums
        # '0' follows '/', the end of every path.
        counted = self._rows.one(SUMS[table.name], root=path, end=path[:-1] + "0")
        assert counted is not None
        return Count(int(counted["households"]), int(counted["residents"]))

    def must_be_seen(self, area_id: str) -> None:
        self._path_of(area_id)

    def _path_of(self, area_id: str) -> str:
        areas = self._areas
        mine = (self._rows.of(areas), areas.c.id == area_id, areas.c.removed.is_(False))
        seen = within_paths(self._scope, self._rows, areas.c.path, areas)
        found = self._rows.one(select(areas.c.path).where(*mine, seen))
        if found is None:
            raise AreaUnknown(area_id=area_id)
        return str(found["path"])
