"""Buildings and dwellings in the database."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Date,
    Integer,
    MetaData,
    and_,
    case,
    column,
    func,
    insert,
    literal,
    or_,
    select,
    tuple_,
    update,
    values,
)
from sqlalchemy.dialects.postgresql import insert as insert_postgresql
from sqlalchemy.dialects.sqlite import insert as insert_sqlite

from services.chassis.errors import IdTaken, StaleVersion
from services.chassis.storage.rows import Rows
from services.chassis.storage.tenant import Key, tenant_table
from services.chassis.storage.versions import update_versioned
from services.grids.dwellings.domain.building import Building, Dwelling, alike
from services.grids.dwellings.domain.errors import BuildingUnknown
from services.grids.dwellings.domain.giving import Unit, UnitKey
from services.grids.dwellings.schemas import BuildingSchema

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
coverage = tenant_table(
    "coverage",
    metadata,
    Column("community_id", Key, primary_key=True),
    Column("dwellings", Integer),
    Column("uncovered", Integer),
)
# In which grid each unit lay: from a day on, until its next row's; before the first, there as well.
# `knows` is the number of the last change of areas that had been made when it was written.
unit_grids = tenant_table(
    "unit_grids",
    metadata,
    Column("building_id", Key, primary_key=True),
    Column("unit", Integer, primary_key=True),
    Column("valid_from", Date, primary_key=True),
    Column("area_id", Key, nullable=False),
    Column("knows", BigInteger, nullable=False),
)
GIVEN = tuple(column(name, dwellings.c[name].type) for name in ("building_id", "unit", "area_id"))
ITS_UNIT = (dwellings.c.building_id, dwellings.c.unit)
NAMES = tuple(column.name for column in buildings.columns if column.name != "district")
SHOWN = BuildingSchema()


class SqlBuildings:
    def __init__(self, rows: Rows, seen: Seen) -> None:
        self.rows, self.seen = rows, seen

    def entered_before(self, wanted: Mapping[Building, Collection[str]]) -> dict[str, Building]:
        ids = [each.id for each in wanted]
        those = select(buildings).where(self.rows.of(buildings), buildings.c.id.in_(ids))
        known = {row["id"]: Building(*(row[name] for name in NAMES)) for row in self.rows.all(those)}
        homes = self._homes_of(known) if known else {}
        for new, dwelling_ids in wanted.items():
            found = known.get(new.id)
            if found and (found != replace(new, version=found.version) or homes[new.id] != set(dwelling_ids)):
                raise IdTaken(id=new.id)
        return known

    def _homes_of(self, building_ids: Collection[str]) -> dict[str, set[str]]:
        homes: dict[str, set[str]] = {building_id: set() for building_id in building_ids}
        theirs = (self.rows.of(dwellings), dwellings.c.building_id.in_(building_ids))
        for row in self.rows.all(select(dwellings.c.id, dwellings.c.building_id).where(*theirs)):
            homes[row["building_id"]].add(row["id"])
        return homes

    def named(
        self, community_id: str, estate: str, names: Collection[str], but: str | None = None
    ) -> dict[str, str]:
        """No database compares by width: all of the community are looked through."""
        shown = select(buildings.c.name, buildings.c.estate, buildings.c.id)
        there = shown.where(self.rows.of(buildings), buildings.c.community_id == community_id)
        borne = {
            alike(row["name"]): row["id"]
            for row in self.rows.all(there)
            if row["id"] != but and alike(row["estate"]) == alike(estate)
        }
        return {name: borne[alike(name)] for name in names if alike(name) in borne}

    def get(self, building_id: str, seen_version: int) -> Building:
        found = self.find([building_id]).get(building_id)
        if found is None:
            raise BuildingUnknown(building_id=building_id).at("building_id")
        if found.version != seen_version:
            current = SHOWN.dump(found)
            raise StaleVersion(sent_version=seen_version, current_version=found.version, current=current)
        return found

    def save(self, building: Building) -> None:
        changed = {"name": building.name, "estate": building.estate}
        update_versioned(self.rows, buildings, building.id, building.version - 1, changed, SHOWN.dump)

    def find(self, building_ids: Collection[str]) -> dict[str, Building]:
        if not building_ids:
            return {}
        mine = select(buildings).where(
            self.rows.of(buildings), buildings.c.id.in_(building_ids), self.seen(buildings.c.community_id)
        )
        return {row["id"]: Building(*(row[name] for name in NAMES)) for row in self.rows.all(mine)}

    def next_versions(self, building_ids: Collection[str]) -> dict[str, int]:
        """Locked in one order, so that two who give at once wait instead of blocking each other."""
        these = (self.rows.of(buildings), buildings.c.id.in_(building_ids))
        self.rows.all(select(buildings.c.id).where(*these).order_by(buildings.c.id).with_for_update())
        changed = update(buildings).where(*these).values(version=buildings.c.version + 1)
        found = self.rows.all(changed.returning(buildings.c.id, buildings.c.version))
        return {row["id"]: row["version"] for row in found}

    def add(self, entered: Sequence[Building], within: Sequence[Dwelling]) -> None:
        district = {"district": self.rows.district}
        self.rows.execute_many(insert(buildings), [vars(each) | district for each in entered])
        if within:
            self.rows.execute_many(insert(dwellings), [vars(each) | district for each in within])


class SqlUnits:
    def __init__(self, rows: Rows) -> None:
        self.rows = rows

    def of(self, building_ids: Collection[str]) -> dict[UnitKey, Unit]:
        if not building_ids:
            return {}
        unit, mine = (dwellings.c.building_id, dwellings.c.unit), self.rows.of(dwellings)
        counted = (func.count().label("size"), func.max(dwellings.c.area_id).label("area_id"))
        of_them = select(*unit, *counted).where(mine, unit[0].in_(building_ids))
        found = self.rows.all(of_them.group_by(*unit))
        return {(row["building_id"], row["unit"]): Unit(row["size"], row["area_id"]) for row in found}

    def names(self, building_ids: Collection[str]) -> dict[str, dict[str, str]]:
        """Estate and name of each building, in whoever's areas it stands."""
        if not building_ids:
            return {}
        shown = (buildings.c.id, buildings.c.estate, buildings.c.name.label("building"))
        found = select(*shown).where(self.rows.of(buildings), buildings.c.id.in_(building_ids))
        return {row.pop("id"): row for row in self.rows.all(found)}

    def buildings_in(self, places: Seen) -> dict[str, str]:
        """The buildings with dwellings in these areas, each with its community."""
        stands = (buildings.c.district == dwellings.c.district, buildings.c.id == dwellings.c.building_id)
        found = select(buildings.c.id, buildings.c.community_id).where(
            self.rows.of(dwellings), *stands, places(dwellings.c.area_id)
        )
        return {row["id"]: row["community_id"] for row in self.rows.all(found.distinct())}

    def give(self, units: Mapping[UnitKey, str], on: date, change: int) -> None:
        """From that day on; `change` is the number of the last change of areas."""
        if self.rows.is_postgresql:
            given = values(*GIVEN, name="given").data([(*unit, area_id) for unit, area_id in units.items()])
            its = (dwellings.c.building_id == given.c.building_id, dwellings.c.unit == given.c.unit)
            self._set(given.c.area_id, *its)
            self._note(given, on, change)
            return
        lying = select(*ITS_UNIT, dwellings.c.area_id).where(self.rows.of(dwellings))
        by_area: dict[str, list[UnitKey]] = {}
        for unit, area_id in units.items():
            by_area.setdefault(area_id, []).append(unit)
        for area_id, of_it in by_area.items():
            its_units = tuple_(*ITS_UNIT).in_(of_it)
            self._set(area_id, its_units)
            self._note(lying.where(its_units).distinct().subquery("given"), on, change)

    def _note(self, given: Any, on: date, change: int) -> None:
        """What lies there already has its row. A day before the last one's, or the same, is corrected."""
        last, others = unit_grids.alias("last"), unit_grids.alias("others")
        unit = (given.c.building_id, given.c.unit)
        newest = (
            select(func.max(others.c.valid_from))
            .where(self.rows.of(others), others.c.building_id == unit[0], others.c.unit == unit[1])
            .scalar_subquery()
        )
        is_its = (last.c.building_id == unit[0], last.c.unit == unit[1], last.c.valid_from == newest)
        day = case((last.c.valid_from > on, last.c.valid_from), else_=literal(on, Date))
        new = select(
            literal(self.rows.district, Key), *unit, day, given.c.area_id, literal(change, BigInteger)
        )
        new = new.select_from(given.outerjoin(last, and_(self.rows.of(last), *is_its)))
        new = new.where(or_(last.c.area_id.is_(None), last.c.area_id != given.c.area_id))
        insert_here = insert_postgresql if self.rows.is_postgresql else insert_sqlite
        noted = insert_here(unit_grids).from_select([column.name for column in unit_grids.columns], new)
        changed = {name: noted.excluded[name] for name in ("area_id", "knows")}
        key = [column.name for column in unit_grids.primary_key]
        self.rows.write(noted.on_conflict_do_update(index_elements=key, set_=changed))

    def _set(self, area_id: Any, *its: ColumnElement[bool]) -> None:
        self.rows.write(update(dwellings).where(self.rows.of(dwellings), *its).values(area_id=area_id))


class SqlCoverage:
    """How many dwellings a community has, and how many of them lie in no grid."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows

    def change(self, community_id: str, dwellings: int, uncovered: int) -> None:
        insert_here = insert_postgresql if self.rows.is_postgresql else insert_sqlite
        more = {"dwellings": dwellings, "uncovered": uncovered}
        mine = insert_here(coverage).values(district=self.rows.district, community_id=community_id, **more)
        grown = {name: coverage.c[name] + count for name, count in more.items()}
        self.rows.write(mine.on_conflict_do_update(index_elements=["district", "community_id"], set_=grown))
