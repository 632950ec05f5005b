"""Buildings and dwellings, page by page, in the caller's areas."""

from sqlalchemy import ColumnElement, and_, bindparam, func, select

from services.chassis.storage.paging import page
from services.chassis.storage.prepared import here
from services.chassis.storage.rows import Rows
from services.grids.dwellings.domain.errors import AreaUnknown, BuildingUnknown
from services.grids.dwellings.store import Seen, buildings, dwellings
from services.grids.dwellings.use_cases.ports import After, Page, Places

SHOWN = tuple(column for column in buildings.columns if column.name != "district")
ROOMS = tuple(column for column in dwellings.columns if column.name != "district")
ADDRESS = (buildings.c.estate, buildings.c.name.label("building"))


class SqlDwellingViews:
    def __init__(self, rows: Rows, seen: Seen, places: Places) -> None:
        self.rows, self.seen, self.places = rows, seen, places

    def buildings(self, community_id: str, after: After, limit: int) -> Page:
        if community_id not in self.places.places([community_id]):
            raise AreaUnknown(area_id=community_id)
        there = select(*SHOWN).where(self.rows.of(buildings), buildings.c.community_id == community_id)
        by = [buildings.c.estate, buildings.c.name, buildings.c.id]
        items, following = page(self.rows, there, by=by, after=after, limit=limit)
        return {"items": items, "next": following}

    def dwellings(self, building_id: str, after: After, limit: int) -> Page:
        known = select(buildings.c.id).where(
            self.rows.of(buildings), buildings.c.id == building_id, self.seen(buildings.c.community_id)
        )
        if self.rows.one(known) is None:
            raise BuildingUnknown(building_id=building_id)
        its = select(*ROOMS).where(self.rows.of(dwellings), dwellings.c.building_id == building_id)
        by = [dwellings.c.unit, dwellings.c.floor, dwellings.c.room]
        items, following = page(self.rows, its, by=by, after=after, limit=limit)
        return {"items": items, "next": following}

    def feed(self, community_id: str, after: After, limit: int) -> Page:
        stands = and_(buildings.c.district == dwellings.c.district, buildings.c.id == dwellings.c.building_id)
        everyone = (
            select(*ROOMS, *ADDRESS)
            .select_from(dwellings.join(buildings, stands))
            .where(self.rows.of(dwellings), buildings.c.community_id == community_id)
        )
        items, following = page(self.rows, everyone, by=[dwellings.c.id], after=after, limit=limit)
        return {"items": items, "next": following}


def ground_of_dwelling() -> ColumnElement[str]:
    """To be prepared: where the dwelling `dwelling_id` lies; in its community if it is given to no grid."""
    its = and_(buildings.c.district == dwellings.c.district, buildings.c.id == dwellings.c.building_id)
    where = (here(dwellings), dwellings.c.id == bindparam("dwelling_id"))
    lies = func.coalesce(dwellings.c.area_id, buildings.c.community_id)
    return select(lies).select_from(dwellings.join(buildings, its)).where(*where).scalar_subquery()
