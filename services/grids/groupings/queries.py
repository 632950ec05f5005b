"""Groupings, page by page, for whoever has their community or holds them."""

from collections.abc import Callable
from datetime import date

from sqlalchemy import ColumnElement, Subquery, and_, exists, false, or_, select

from services.chassis.caller import Scope
from services.chassis.errors import FieldError, FieldsInvalid
from services.chassis.storage.paging import page
from services.chassis.storage.rows import Rows
from services.grids.groupings.domain.errors import AreaUnknown, GroupingUnknown
from services.grids.groupings.domain.kind import COURTYARD
from services.grids.groupings.store.groupings import Seen, SqlGroupingKinds
from services.grids.groupings.store.holdings import SHOWN as HOLDING
from services.grids.groupings.store.tables import grouping_holders, grouping_units, groupings, lasting
from services.grids.groupings.use_cases.ports import After, Page, Places, Row

SHOWN = tuple(column for column in groupings.columns if column.name != "district")
Below = Callable[[ColumnElement[str], str], ColumnElement[bool]]
"""The area whose id a column holds lies in a subtree."""
TABLES = (grouping_units, groupings)
HELD = (
    *(grouping_holders.c[name] for name in ("id", "grouping_id", "valid_from", "valid_to")),
    *(groupings.c[name] for name in ("kind", "community_id", "name")),
)
UNIT = (grouping_units.c.building_id, grouping_units.c.unit)


class Held:
    """The units of the groupings that the caller holds: a grant on a grouping is a grant on its units."""

    def __init__(self, rows: Rows, scope: Scope) -> None:
        self.rows, self.scope = rows, scope

    def building(self, building_id: ColumnElement[str]) -> ColumnElement[bool]:
        """One with some of them."""
        if not self.scope.area_ids:
            return false()
        return building_id.in_(select(grouping_units.c.building_id).where(*self._mine()))

    def unit(self, building_id: ColumnElement[str], unit: ColumnElement[int]) -> ColumnElement[bool]:
        if not self.scope.area_ids:
            return false()
        its = (grouping_units.c.building_id == building_id, grouping_units.c.unit == unit)
        return exists().where(*self._mine(), *its)

    def _mine(self) -> tuple[ColumnElement[bool], ...]:
        return self.rows.of(grouping_units), grouping_units.c.grouping_id.in_(self.scope.area_ids or ())


class Courtyards:
    """The courtyards (院落) in which units stand (S2.60)."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows

    def name(self, building_id: ColumnElement[str], unit: ColumnElement[int]) -> ColumnElement[str]:
        """Of the one in which a unit stands, if it stands in any."""
        its = (grouping_units.c.building_id == building_id, grouping_units.c.unit == unit)
        of_all = (self.rows.of(grouping_units), grouping_units.c.kind == COURTYARD, *its)
        there = (self.rows.of(groupings), groupings.c.id == grouping_units.c.grouping_id)
        return select(groupings.c.name).where(*of_all, *there).correlate_except(*TABLES).scalar_subquery()


class SqlGroupingViews:
    def __init__(self, rows: Rows, scope: Scope, seen: Seen, places: Places) -> None:
        self.rows, self.scope, self.seen, self.places = rows, scope, seen, places

    def kinds(self, after: After, limit: int) -> Page:
        """Fifty at most, of which some stand in no table."""
        start = _start(after)
        behind = [vars(each) for each in SqlGroupingKinds(self.rows).all() if each.kind > start]
        more = len(behind) > limit
        return {"items": behind[:limit], "next": [behind[limit - 1]["kind"]] if more else None}

    def one(self, grouping_id: str) -> Row:
        its = (self.rows.of(groupings), groupings.c.id == grouping_id, self._mine())
        found = self.rows.one(select(*SHOWN).where(*its))
        if found is None:
            raise GroupingUnknown(grouping_id=grouping_id)
        held = (
            self.rows.of(grouping_holders),
            grouping_holders.c.grouping_id == grouping_id,
            lasting(grouping_holders.c.valid_from),
        )
        by = (grouping_holders.c.valid_from, grouping_holders.c.id)
        return found | {"holders": self.rows.all(select(*HOLDING).where(*held).order_by(*by))}

    def of_community(self, community_id: str, kind: str | None, after: After, limit: int) -> Page:
        its = [self.rows.of(groupings), groupings.c.community_id == community_id]
        is_mine = community_id in self.places.places([community_id])
        if not is_mine:
            its.append(groupings.c.id.in_(self.scope.area_ids or ()))
        if kind is not None:
            its.append(groupings.c.kind == kind)
        open_ones = select(*SHOWN).where(*its, groupings.c.closed_on.is_(None))
        by = [groupings.c.name, groupings.c.id]
        items, following = page(self.rows, open_ones, by=by, after=after, limit=limit)
        if not items and not is_mine:
            raise AreaUnknown(area_id=community_id)
        return {"items": items, "next": following}

    def held_by(self, staff_id: str, on: date, after: After, limit: int) -> Page:
        which = and_(
            groupings.c.district == grouping_holders.c.district,
            groupings.c.id == grouping_holders.c.grouping_id,
        )
        theirs = (self.rows.of(grouping_holders), grouping_holders.c.staff_id == staff_id, lasting(on))
        held = select(*HELD).select_from(grouping_holders.join(groupings, which))
        by = [grouping_holders.c.valid_from, grouping_holders.c.id]
        shown = held.where(*theirs, groupings.c.closed_on.is_(None), self._mine())
        items, following = page(self.rows, shown, by=by, after=after, limit=limit)
        return {"items": items, "next": following}

    def units(self, grouping_id: str, after: After, limit: int) -> Page:
        self.one(grouping_id)
        its = select(*UNIT).where(self.rows.of(grouping_units), grouping_units.c.grouping_id == grouping_id)
        items, following = page(self.rows, its, by=list(UNIT), after=after, limit=limit)
        return {"items": items, "next": following}

    def _mine(self) -> ColumnElement[bool]:
        """Those of the caller's areas, and those that the caller holds."""
        return or_(self.seen(groupings.c.community_id), groupings.c.id.in_(self.scope.area_ids or ()))


class SqlOpenGroupings:
    """Of the communities in an area, for whoever counts them."""

    def __init__(self, rows: Rows, below: Below) -> None:
        self.rows, self.below = rows, below

    def open_below(self, area_id: str, kind: str) -> Subquery:
        """Columns id, name, kind."""
        its = groupings.c
        there = (self.rows.of(groupings), its.kind == kind, its.closed_on.is_(None))
        below = self.below(its.community_id, area_id)
        return select(its.id, its.name, its.kind).where(*there, below).subquery()


def _start(after: After) -> str:
    """Raises FieldsInvalid when `after` is of another shape."""
    match after:
        case None:
            return ""
        case [str(kind)]:
            return kind
        case _:
            raise FieldsInvalid([FieldError("after", "wrong_type")])
