"""Buildings and dwellings, page by page, in the caller's areas."""

from typing import Any, Protocol

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, or_, select

from services.chassis.storage.paging import page
from services.chassis.storage.prepared import here
from services.chassis.storage.rows import Rows
from services.grids.dwellings.domain.errors import BuildingUnknown, NotACommunity
from services.grids.dwellings.store import buildings, coverage, dwellings
from services.grids.dwellings.use_cases.none_stands import none_stands
from services.grids.dwellings.use_cases.ports import After, CoveragePage, Page, Places, Row

SHOWN = tuple(column for column in buildings.columns if column.name != "district")
ROOMS = tuple(column for column in dwellings.columns if column.name != "district")
ADDRESS = (buildings.c.estate, buildings.c.name.label("building"))


class Held(Protocol):
    """The units that the caller holds beside its areas."""

    def building(self, building_id: ColumnElement[str], /) -> ColumnElement[bool]: ...
    def unit(self, building_id: ColumnElement[str], unit: ColumnElement[int], /) -> ColumnElement[bool]: ...


class Courtyards(Protocol):
    def name(self, building_id: ColumnElement[str], unit: ColumnElement[int], /) -> ColumnElement[str]:
        """Of the courtyard in which a unit stands, if it stands in any."""


class Ground(Places, Protocol):
    def reached(self, area_id: ColumnElement[str], /) -> ColumnElement[bool]:
        """The area whose id a column holds lies in the caller's areas."""


class SqlDwellingViews:
    """Whoever sees a part of a community is shown its dwellings; `held` are the units of groupings that the
    caller holds: those are shown too."""

    def __init__(self, rows: Rows, places: Ground, held: Held, courtyards: Courtyards) -> None:
        self.rows, self.places, self.held = rows, places, held
        self.courtyard = courtyards.name(dwellings.c.building_id, dwellings.c.unit).label("courtyard")

    def building(self, building_id: str) -> Row:
        known = select(*SHOWN).where(self.rows.of(buildings), buildings.c.id == building_id)
        found = self.rows.one(known)
        if found is not None and not self.places.places([found["community_id"]]):
            found = self.rows.one(known.where(self._in_part()))
        if found is None:
            raise BuildingUnknown(building_id=building_id)
        return found

    def buildings(self, community_id: str, after: After, limit: int) -> Page:
        there = select(*SHOWN).where(self.rows.of(buildings), buildings.c.community_id == community_id)
        is_mine = community_id in self.places.places([community_id])
        if not is_mine:
            there = there.where(self._in_part())
        by = [buildings.c.estate, buildings.c.name, buildings.c.id]
        items, following = page(self.rows, there, by=by, after=after, limit=limit)
        if not items and not is_mine:
            raise none_stands(community_id, self.places).at("community_id")
        return {"items": items, "next": following}

    def _in_part(self) -> ColumnElement[bool]:
        """Where the caller sees dwellings, or holds units."""
        return or_(self._one_in_sight().is_not(None), self.held.building(buildings.c.id))

    def _one_in_sight(self) -> ColumnElement[str]:
        """A dwelling that the caller reaches, building by building: by `exists` all of a district is read."""
        its = (dwellings.c.building_id == buildings.c.id, self.places.reached(dwellings.c.area_id))
        one = select(dwellings.c.id).where(self.rows.of(dwellings), *its).limit(1)
        return one.correlate(buildings).scalar_subquery()

    def dwellings(self, building_id: str, after: After, limit: int) -> Page:
        known = select(buildings.c.community_id).where(self.rows.of(buildings), buildings.c.id == building_id)
        found = self.rows.one(known)
        is_mine = found is not None and bool(self.places.places([found["community_id"]]))
        homes = select(*ROOMS, self.courtyard)
        its = homes.where(self.rows.of(dwellings), dwellings.c.building_id == building_id)
        if not is_mine:
            in_sight = self.places.reached(dwellings.c.area_id)
            its = its.where(or_(in_sight, self.held.unit(dwellings.c.building_id, dwellings.c.unit)))
        by = [dwellings.c.unit, dwellings.c.floor, dwellings.c.room]
        items, following = page(self.rows, its, by=by, after=after, limit=limit)
        if not items and not is_mine:
            raise BuildingUnknown(building_id=building_id)
        return {"items": items, "next": following}

    def coverage(self, community_id: str, after: After, limit: int) -> CoveragePage:
        kind, its_community = self._must_be_seen(community_id)
        if its_community != community_id:
            raise NotACommunity(area_id=community_id, area_kind=kind)
        kept = select(coverage.c.dwellings, coverage.c.uncovered).where(
            self.rows.of(coverage), coverage.c.community_id == community_id
        )
        totals = self.rows.one(kept) or {"dwellings": 0, "uncovered": 0}
        its = (buildings.c.community_id == community_id, dwellings.c.area_id.is_(None))
        by = [*ADDRESS, dwellings.c.unit, dwellings.c.floor, dwellings.c.room]
        homes = self._addressed().add_columns(self.courtyard).where(*its)
        items, following = page(self.rows, homes, by=by, after=after, limit=limit)
        return {
            "items": items,
            "next": following,
            "dwellings": totals["dwellings"],
            "uncovered": totals["uncovered"],
            "doubly_covered": 0,
        }

    def feed(self, community_id: str, after: After, limit: int) -> Page:
        everyone = self._addressed().where(buildings.c.community_id == community_id)
        items, following = page(self.rows, everyone, by=[dwellings.c.id], after=after, limit=limit)
        return {"items": items, "next": following}

    def _addressed(self) -> Select[Any]:
        stands = and_(buildings.c.district == dwellings.c.district, buildings.c.id == dwellings.c.building_id)
        joined = dwellings.join(buildings, stands)
        return select(*ROOMS, *ADDRESS).select_from(joined).where(self.rows.of(dwellings))

    def _must_be_seen(self, community_id: str) -> tuple[str, str | None]:
        """Its kind and community. Raises AreaUnknown or AreaEnded."""
        place = self.places.places([community_id]).get(community_id)
        if place is None:
            raise none_stands(community_id, self.places).at("area_id")
        return place


def ground_of_dwelling() -> ColumnElement[str]:
    """To be prepared: where the dwelling `dwelling_id` lies; in its community if it is given to no grid."""
    its = and_(buildings.c.district == dwellings.c.district, buildings.c.id == dwellings.c.building_id)
    where = (here(dwellings), dwellings.c.id == bindparam("dwelling_id"))
    lies = func.coalesce(dwellings.c.area_id, buildings.c.community_id)
    return select(lies).select_from(dwellings.join(buildings, its)).where(*where).scalar_subquery()
