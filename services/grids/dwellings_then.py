"""Where a dwelling lay on a day that is over, as far as that is certain."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, case, func, or_, select

from services.chassis.storage.prepared import here
from services.grids.areas.domain.change import ChangeKind
from services.grids.areas.queries.then import not_yet
from services.grids.areas.queries.upward import ON
from services.grids.areas.store.log import FROM, TO
from services.grids.areas.store.tables import area_change_sides, area_changes, areas
from services.grids.dwellings.store import buildings, dwellings, unit_grids


def ground_of_dwelling_then() -> ColumnElement[str]:
    """To be prepared: the grid that its unit was given to that day, or first, if that was there.

    Where it was founded later, it is the one area that it came of; where it came of several, or of none, or
    had taken others in by the time that the unit was noted there, the community; and of that likewise what it
    came of, or stands under.
    """
    grid, community = areas.alias("grid"), areas.alias("community")
    stands = and_(buildings.c.district == dwellings.c.district, buildings.c.id == dwellings.c.building_id)
    its = unit_grids.alias("its")
    is_given = and_(
        its.c.district == dwellings.c.district,
        its.c.building_id == dwellings.c.building_id,
        its.c.unit == dwellings.c.unit,
        its.c.valid_from == _noted_on(dwellings),
    )
    # Behind the wall of rows PostgreSQL looks nothing up by a coalesce, for which it does not vouch.
    lay_in = case((its.c.area_id.is_not(None), its.c.area_id), else_=dwellings.c.area_id)
    in_grid = and_(grid.c.district == dwellings.c.district, grid.c.id == lay_in)
    in_community = and_(
        community.c.district == buildings.c.district, community.c.id == buildings.c.community_id
    )
    around = case(
        (not_yet(community, ON, here), func.coalesce(_came_of(community), community.c.parent_id)),
        (_took_in(community.c.id), community.c.parent_id),
        else_=community.c.id,
    )
    lay = case(
        (or_(grid.c.id.is_(None), grid.c.valid_to <= ON), around),
        (not_yet(grid, ON, here), func.coalesce(_came_of(grid), around)),
        (_took_in(grid.c.id, its.c.knows), around),
        else_=grid.c.id,
    )
    ground = dwellings.join(buildings, stands).join(community, in_community)
    ground = ground.outerjoin(its, is_given).outerjoin(grid, in_grid)
    home = (here(dwellings), dwellings.c.id == bindparam("dwelling_id"))
    return select(lay).select_from(ground).where(*home).scalar_subquery()


def _noted_on(home: Any) -> ColumnElement[date]:
    """The first day of what holds that day for the unit; of its first grid where that day is before it."""
    noted = unit_grids.alias()
    unit = (noted.c.building_id == home.c.building_id, noted.c.unit == home.c.unit)
    its = (noted.c.district == home.c.district, *unit)
    newest = select(func.max(noted.c.valid_from)).where(*its, noted.c.valid_from <= ON)
    first = select(func.min(noted.c.valid_from)).where(*its)
    return func.coalesce(*(each.correlate(home).scalar_subquery() for each in (newest, first)))


def _came_of(place: Any) -> ColumnElement[str]:
    """The one area that it came of, if that was there and took none in since; null: none such, or several."""
    side, was = area_change_sides.alias(), areas.alias()
    its = and_(was.c.district == side.c.district, was.c.id == side.c.area_id)
    whole = func.max(case((_took_in(side.c.area_id), 1), else_=0)) == 0
    one = and_(func.count() == 1, func.max(was.c.valid_from) <= ON, whole)
    return (
        select(case((one, func.max(side.c.area_id))))
        .select_from(side.join(was, its))
        .where(here(side), side.c.number == place.c.founded_in)
        .where(side.c.side == FROM, side.c.area_id != place.c.id)
        .correlate(place)
        .scalar_subquery()
    )


def _took_in(area_id: ColumnElement[str], knows: ColumnElement[int] | None = None) -> ColumnElement[bool]:
    """Another area came to an end in it after that day: who lives there now lived here or there.

    `knows`: only by changes up to that number; what was given by a later one has a row of its own.
    """
    side, change = area_change_sides.alias(), area_changes.alias()
    its = and_(change.c.district == side.c.district, change.c.number == side.c.number)
    ended = or_(
        change.c.kind == ChangeKind.MERGED.value,
        change.c.kind == ChangeKind.ABOLISHED.value,
    )
    taken_in = select(side.c.area_id).select_from(side.join(change, its)).where(here(side), here(change))
    taken_in = taken_in.where(side.c.area_id == area_id, side.c.side == TO, ended, change.c.effective_on > ON)
    if knows is not None:
        taken_in = taken_in.where(or_(knows.is_(None), change.c.number <= knows))
    return taken_in.correlate_except(side, change).exists()
