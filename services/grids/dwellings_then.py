"""Where a dwelling lay on a day that is over, as far as that is certain."""

from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, case, func, select

from services.chassis.storage.prepared import here
from services.grids.areas.queries.then import not_yet
from services.grids.areas.queries.upward import ON
from services.grids.areas.store.log import FROM
from services.grids.areas.store.tables import area_change_sides, areas
from services.grids.dwellings.store import buildings, dwellings


def ground_of_dwelling_then() -> ColumnElement[str]:
    """To be prepared. Which grid a dwelling lay in is not kept, and it is the present one if that was there.

    Where it was founded later, it is the one area that it came of; where it came of several, or of none, the
    community; and of a community that was founded later likewise what that came of, or stands under.
    """
    grid, community = areas.alias("grid"), areas.alias("community")
    stands = and_(buildings.c.district == dwellings.c.district, buildings.c.id == dwellings.c.building_id)
    in_grid = and_(grid.c.district == dwellings.c.district, grid.c.id == dwellings.c.area_id)
    in_community = and_(
        community.c.district == buildings.c.district, community.c.id == buildings.c.community_id
    )
    around = case(
        (not_yet(community, ON, here), func.coalesce(_came_of(community), community.c.parent_id)),
        else_=community.c.id,
    )
    lay = case(
        (grid.c.id.is_(None), around),
        (not_yet(grid, ON, here), func.coalesce(_came_of(grid), around)),
        else_=grid.c.id,
    )
    ground = dwellings.join(buildings, stands).join(community, in_community).outerjoin(grid, in_grid)
    its = (here(dwellings), dwellings.c.id == bindparam("dwelling_id"))
    return select(lay).select_from(ground).where(*its).scalar_subquery()


def _came_of(place: Any) -> ColumnElement[str]:
    """The one area that it came of, if that was there; null: none, or several."""
    side, was = area_change_sides.alias(), areas.alias()
    its = and_(was.c.district == side.c.district, was.c.id == side.c.area_id)
    one = and_(func.count() == 1, func.max(was.c.valid_from) <= ON)
    return (
        select(case((one, func.max(side.c.area_id))))
        .select_from(side.join(was, its))
        .where(here(side), side.c.number == place.c.founded_in)
        .where(side.c.side == FROM, side.c.area_id != place.c.id)
        .correlate(place)
        .scalar_subquery()
    )
