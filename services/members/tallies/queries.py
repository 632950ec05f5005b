"""How many live in an area: a range of paths added up, of sums where it is a high one."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, and_, bindparam, func, literal, select, union_all

from services.chassis.batches import batches
from services.chassis.caller import Scope
from services.chassis.storage.prepared import Prepared, here
from services.chassis.storage.rows import Rows
from services.chassis.storage.scope import within, within_paths
from services.chassis.storage.tenant import Key
from services.members.tallies.domain.errors import AreaUnknown
from services.members.tallies.domain.tally import COARSE, Count, depth_of
from services.members.tallies.store.tables import area_tallies, tally_sums

AT_ONCE, RANGES = 500, 50
LIVING = "living"


@cache
def _sum_of(table: Table) -> Prepared:
    sums = (func.coalesce(func.sum(table.c[name]), 0).label(name) for name in ("households", "residents"))
    inside = (table.c.path >= bindparam("root", type_=Key), table.c.path < bindparam("end", type_=Key))
    return Prepared(select(*sums).where(here(table), *inside))


class SqlTallyViews:
    def __init__(self, rows: Rows, scope: Scope, areas: Table, people: tuple[Table, Table]) -> None:
        self._rows, self._scope, self._areas = rows, scope, areas
        self._households, self._residents = people

    def of(self, area_id: str) -> Count:
        path = self._path_of(area_id)
        table = area_tallies if depth_of(path) > COARSE else tally_sums
        # '0' follows '/', the end of every path.
        counted = self._rows.one(_sum_of(table), root=path, end=path[:-1] + "0")
        assert counted is not None
        return Count(int(counted["households"]), int(counted["residents"]))

    def must_be_seen(self, area_id: str) -> None:
        self._path_of(area_id)

    def below(self, area_ids: Sequence[str]) -> dict[str, Count]:
        """By ranges of paths that are said, which an index is looked through for."""
        paths: list[tuple[str, str]] = []
        for ids in batches(area_ids, AT_ONCE):
            named = select(self._areas.c.id, self._areas.c.path).where(
                self._seen(), self._areas.c.id.in_(ids)
            )
            paths += [(row["id"], row["path"]) for row in self._rows.all(named)]
        found = []
        for ranges in batches(paths, RANGES):
            found += self._rows.all(union_all(*(self._within(*each) for each in ranges)))
        return {row["id"]: Count(int(row["households"]), int(row["residents"])) for row in found}

    def _within(self, area_id: str, path: str) -> Select[Any]:
        there = area_tallies.c
        sums = (func.coalesce(func.sum(there[name]), 0).label(name) for name in ("households", "residents"))
        inside = (self._rows.of(area_tallies), there.path >= path, there.path < path[:-1] + "0")
        return select(literal(area_id, Key).label("id"), *sums).where(*inside)

    def own(self, area_ids: Sequence[str]) -> dict[str, Count]:
        areas, there = self._areas, area_tallies.c
        its = and_(there.district == areas.c.district, there.area_id == areas.c.id)
        counts = select(areas.c.id, there.households, there.residents)
        counted = counts.select_from(areas.join(area_tallies, its))
        return self._counted(counted.where(self._rows.of(area_tallies), self._seen()), areas.c.id, area_ids)

    def homes(self, dwelling_ids: Sequence[str]) -> dict[str, Count]:
        homes, people = self._households, self._residents
        theirs = and_(people.c.district == homes.c.district, people.c.household_id == homes.c.id)
        alive = and_(theirs, people.c.status == LIVING)
        households = func.count(homes.c.id.distinct()).label("households")
        counts = select(
            homes.c.dwelling_id.label("id"), households, func.count(people.c.id).label("residents")
        )
        seen = within(self._scope, self._rows, homes.c.area_id, self._areas)
        counted = counts.select_from(homes.outerjoin(people, alive)).where(self._rows.of(homes), seen)
        return self._counted(counted.group_by(homes.c.dwelling_id), homes.c.dwelling_id, dwelling_ids)

    def _seen(self) -> ColumnElement[bool]:
        areas = self._areas
        return and_(self._rows.of(areas), within_paths(self._scope, self._rows, areas.c.path, areas))

    def _counted(self, counts: Select[Any], by: ColumnElement[Any], ids: Sequence[str]) -> dict[str, Count]:
        found = []
        for these in batches(ids, AT_ONCE):
            found += self._rows.all(counts.where(by.in_(these)))
        return {row["id"]: Count(int(row["households"]), int(row["residents"])) for row in found}

    def _path_of(self, area_id: str) -> str:
        areas = self._areas
        mine = (self._rows.of(areas), areas.c.id == area_id, areas.c.removed.is_(False))
        seen = within_paths(self._scope, self._rows, areas.c.path, areas)
        found = self._rows.one(select(areas.c.path).where(*mine, seen))
        if found is None:
            raise AreaUnknown(area_id=area_id)
        return str(found["path"])
