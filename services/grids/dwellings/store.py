"""Buildings and dwellings in the database."""

from collections.abc import Callable, Collection, Sequence

from sqlalchemy import Column, ColumnElement, Integer, MetaData, insert, select, update

from services.chassis.errors import IdTaken
from services.chassis.storage.rows import Rows
from services.chassis.storage.tenant import Key, tenant_table
from services.grids.dwellings.domain.building import Building, Dwelling
from services.grids.dwellings.use_cases.ports import UnitKey

Seen = Callable[[ColumnElement[str]], ColumnElement[bool]]
"""The condition that a row's area lies in the caller's areas."""

metadata = MetaData()

buildings = tenant_table(
    "buildings",
    metadata,
    Column("id", Key, primary_key=True),
    Column("community_id", Key),
    Column("estate", Key),
    Column("name", Key),
    Column("units", Integer),
    Column("dwellings", Integer),
    Column("version", Integer),
)

dwellings = tenant_table(
    "dwellings",
    metadata,
    Column("id", Key, primary_key=True),
    Column("building_id", Key),
    Column("unit", Integer),
    Column("floor", Integer),
    Column("room", Key),
    Column("area_id", Key),  # null: given to no grid yet
)
NAMES = tuple(column.name for column in buildings.columns if column.name != "district")


class SqlBuildings:
    def __init__(self, rows: Rows, seen: Seen) -> None:
        self.rows, self.seen = rows, seen

    def must_be_new(self, building_ids: Collection[str]) -> None:
        known = select(buildings.c.id).where(self.rows.of(buildings), buildings.c.id.in_(building_ids))
        if taken := self.rows.one(known):
            raise IdTaken(id=taken["id"])

    def named(self, community_id: str, estate: str, names: Collection[str]) -> dict[str, str]:
        there = select(buildings.c.name, buildings.c.id).where(
            self.rows.of(buildings),
            buildings.c.community_id == community_id,
            buildings.c.estate == estate,
            buildings.c.name.in_(names),
        )
        return {row["name"]: row["id"] for row in self.rows.all(there)}

    def find(self, building_ids: Collection[str]) -> dict[str, Building]:
        mine = select(buildings).where(
            self.rows.of(buildings), buildings.c.id.in_(building_ids), self.seen(buildings.c.community_id)
        )
        return {row["id"]: Building(*(row[name] for name in NAMES)) for row in self.rows.all(mine)}

    def next_versions(self, building_ids: Sequence[str]) -> dict[str, int]:
        return {building_id: self._next_version(building_id) for building_id in building_ids}

    def _next_version(self, building_id: str) -> int:
        its = (self.rows.of(buildings), buildings.c.id == building_id)
        changed = update(buildings).where(*its).values(version=buildings.c.version + 1)
        row = self.rows.one(changed.returning(buildings.c.version))
        assert row is not None
        return int(row["version"])

    def add(self, entered: Sequence[Building], within: Sequence[Dwelling]) -> None:
        district = {"district": self.rows.district}
        self.rows.execute_many(insert(buildings), [vars(each) | district for each in entered])
        if within:
            self.rows.execute_many(insert(dwellings), [vars(each) | district for each in within])


class SqlUnits:
    def __init__(self, rows: Rows) -> None:
        self.rows = rows

    def give(self, unit: UnitKey, area_id: str) -> int:
        building_id, number = unit
        its = (dwellings.c.building_id == building_id, dwellings.c.unit == number)
        return self.rows.write(update(dwellings).where(self.rows.of(dwellings), *its).values(area_id=area_id))
