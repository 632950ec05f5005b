"""Places page by page: by name, or the nearest to a point first."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import ColumnElement, Select, or_, select

from services.chassis.batches import batches
from services.chassis.errors import FieldError, FieldsInvalid
from services.chassis.storage.paging import page
from services.chassis.storage.rows import Rows
from services.grids.places.domain.errors import AreaUnknown, CircleTooFull
from services.grids.places.domain.hours import WorkingDays, day_of
from services.grids.places.domain.nearness import Position, box_around, distance_mm
from services.grids.places.store.tables import hours_of, position_of, service_places, uses_of
from services.grids.places.use_cases.ports import After, Page, Wanted

NOT_LISTED = {"district", "zones", "duties", "operators", "equipment"}
SHOWN = tuple(column for column in service_places.columns if column.name not in NOT_LISTED)
MOST_NEAR = 2000
LOOKED_AT = 200
"""Places around a point that are read at a time, in search of those that are open."""
ROUNDS = 10
"""Pages that are looked through for places that are open, before the caller is asked to go on."""
Condition = Callable[[ColumnElement[str]], ColumnElement[bool]]
Found = dict[str, Any]


class Areas(Protocol):
    def visible(self, area_id: ColumnElement[str]) -> ColumnElement[bool]: ...
    def below(self, area_id: ColumnElement[str], root_id: str) -> ColumnElement[bool]: ...
    def find_path(self, area_id: str) -> str | None: ...


class SqlPlaceViews:
    def __init__(self, rows: Rows, areas: Areas, working: WorkingDays) -> None:
        self.rows, self.areas, self.working = rows, areas, working

    def listed(self, wanted: Wanted, now: datetime, after: After, limit: int) -> Page:
        """Those that are closed at the moment are left out page by page: a short page may have a next one."""
        by = [service_places.c.name, service_places.c.id]
        statement, items = self._wanted(wanted), []
        following: Sequence[Any] | None = after
        for _ in range(ROUNDS if wanted.open_at else 1):
            found, following = page(self.rows, statement, by=by, after=following, limit=limit)
            items += [row for row in found if self._is_wanted(row, wanted)]
            if following is None or len(items) >= limit:
                break
        if len(items) > limit:
            items, following = items[:limit], [items[limit - 1]["name"], items[limit - 1]["id"]]
        return {"items": [self._shown(row, wanted, now) for row in items], "next": following}

    def near(
        self, wanted: Wanted, point: Position, within_m: int, now: datetime, after: After, limit: int
    ) -> Page:
        """A box by numbers first, which an index finds; then the exact distance of what lies in it."""
        box, its = box_around(point, within_m), service_places.c
        around = self._wanted(wanted, its.id, its.lon, its.lat).where(
            its.lat >= box.south, its.lat < box.north, its.lon >= box.west, its.lon < box.east
        )
        found = self.rows.all(around.limit(MOST_NEAR + 1))
        if len(found) > MOST_NEAR:
            raise CircleTooFull(at_most=MOST_NEAR)
        far = [(distance_mm(point, Position(row["lon"], row["lat"])), row["id"]) for row in found]
        start = _place_in_order(after)
        inside = sorted(each for each in far if each[0] <= within_m * 1000 and each > start)
        near = self._nearest(inside, wanted, limit)
        items = near[:limit]
        following = [items[-1]["distance_mm"], items[-1]["id"]] if len(near) > limit else None
        return {"items": [self._shown(row, wanted, now) for row in items], "next": following}

    def _nearest(self, inside: Sequence[tuple[int, str]], wanted: Wanted, limit: int) -> list[Found]:
        """One more than the limit if there are so many; nobody looks at the hours of those behind it."""
        near: list[Found] = []
        for batch in batches(inside, limit + 1 if wanted.open_at is None else LOOKED_AT):
            those = service_places.c.id.in_([place_id for _, place_id in batch])
            found = self.rows.all(select(*SHOWN).where(self.rows.of(service_places), those))
            rows = {row["id"]: row for row in found}
            for distance, place_id in batch:
                if self._is_wanted(rows[place_id], wanted):
                    near.append(rows[place_id] | {"distance_mm": distance})
                if len(near) > limit:
                    return near
        return near

    def _wanted(self, wanted: Wanted, *columns: ColumnElement[Any]) -> Select[Any]:
        its = service_places.c
        there = (self.rows.of(service_places), self.areas.visible(its.area_id), self._in_use(wanted))
        mine = select(*(columns or SHOWN)).where(*there)
        if wanted.kind is not None:
            mine = mine.where(its.kind == wanted.kind)
        if wanted.area_id is not None:
            refuse_unseen(self.areas, wanted.area_id)
            mine = mine.where(self.areas.below(its.area_id, wanted.area_id))
        return mine

    def _in_use(self, wanted: Wanted) -> ColumnElement[bool]:
        """As of the moment that is named: what was closed later was in use then."""
        closed_on = service_places.c.closed_on
        if wanted.closed:
            return closed_on.is_not(None)
        if wanted.open_at is None:
            return closed_on.is_(None)
        return or_(closed_on.is_(None), closed_on > day_of(wanted.open_at))

    def _is_wanted(self, row: Found, wanted: Wanted) -> bool:
        """What is closed at a moment is not open then."""
        return wanted.open_at is None or (not wanted.closed and self._is_open(row, wanted.open_at))

    def _is_open(self, row: Found, moment: datetime) -> bool:
        is_used = any(use.holds_on(day_of(moment)) for use in uses_of(row["uses"]))
        return is_used and hours_of(row["hours"], moment).are_open(moment, self.working)

    def _shown(self, row: Found, wanted: Wanted, now: datetime) -> Found:
        distance = row.get("distance_mm")
        return row | {
            "position": position_of(row),
            "open": wanted.open_at is not None or self._is_open(row, now),
            "distance_m": None if distance is None else distance // 1000,
        }


def refuse_unseen(areas: Areas, area_id: str) -> None:
    """Raises AreaUnknown."""
    if areas.find_path(area_id) is None:
        raise AreaUnknown(area_id=area_id)


def _place_in_order(after: After) -> tuple[int, str]:
    match after:
        case None:
            return (-1, "")
        case [int(distance), str(place_id)]:
            return (distance, place_id)
    raise FieldsInvalid([FieldError("after", "wrong_type")])
