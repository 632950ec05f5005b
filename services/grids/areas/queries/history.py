"""Areas in the course of time: their changes, and the tree as it was on a day."""

from datetime import date
from typing import Any

from sqlalchemy import CTE, ColumnElement, and_, func, or_, select, union_all

from services.chassis.storage.paging import page
from services.chassis.storage.tenant import Key
from services.grids.areas.domain.errors import AreaUnknown
from services.grids.areas.domain.trace_errors import AreaNotFounded
from services.grids.areas.queries.ground import Ground
from services.grids.areas.queries.then import last_of
from services.grids.areas.queries.visible import Visible
from services.grids.areas.store.tables import area_change_sides, area_changes, area_spans, areas
from services.grids.areas.use_cases.ports import After, Page

SHOWN = tuple(column for column in area_changes.columns if column.name != "district")
SIDES = {"from": "from_ids", "to": "to_ids"}


class AreaHistory(Visible):
    def changes(self, area_id: str, after: After, limit: int) -> Page:
        self._must_be_seen(area_id)
        sides = (self.rows.of(area_change_sides), area_change_sides.c.area_id == area_id)
        came_of = select(areas.c.founded_in).where(self.rows.of(areas), areas.c.id == area_id)
        named = union_all(select(area_change_sides.c.number).where(*sides), came_of)
        its = select(*SHOWN).where(self.rows.of(area_changes), area_changes.c.number.in_(named))
        items, following = page(self.rows, its, by=[area_changes.c.number], after=after, limit=limit)
        return {"items": self._with_sides(items, area_id), "next": following}

    def subtree(self, area_id: str, on: date, after: After, limit: int) -> Page:
        self._must_be_seen(area_id)
        then = self._then(area_id, on, after)
        items, following = page(self.rows, select(then), by=[then.c.path], after=after, limit=limit)
        if not items and after is None:
            self._must_be_founded(area_id, on)
        return {"items": items, "next": following}

    def _then(self, area_id: str, on: date, after: After) -> CTE:
        """From the root down by who stood under whom that day; paths begin at the root."""
        its = and_(areas.c.district == area_spans.c.district, areas.c.id == area_spans.c.area_id)
        there = (self.rows.of(area_spans), _holds_on(on))
        shown = (area_spans.c.area_id.label("id"), area_spans.c.parent_id, areas.c.kind, area_spans.c.name)
        short = last_of(areas.c.path)
        spans = select(*shown, short.label("path")).select_from(area_spans.join(areas, its)).where(*there)
        then = spans.where(area_spans.c.area_id == area_id).cte("then_there", recursive=True)
        below = select(*shown, then.c.path.concat(short).label("path"))
        below = below.select_from(area_spans.join(areas, its).join(then, area_spans.c.parent_id == then.c.id))
        return then.union_all(below.where(*there, *_not_passed(then.c.path, after)))

    def _with_sides(self, items: list[dict[str, Any]], area_id: str) -> list[dict[str, Any]]:
        """A founding names the area alone, and not those that were founded with it."""
        numbers = [item["number"] for item in items if item["kind"] != "founded"]
        led = (area_change_sides.c.number.in_(numbers), area_change_sides.c.side.in_(SIDES))
        sides = (self.rows.of(area_change_sides), *led)
        named = select(area_change_sides).where(*sides).order_by(area_change_sides.c.area_id)
        by_number: dict[int, dict[str, list[str]]] = {}
        for row in self.rows.all(named) if numbers else []:
            found = by_number.setdefault(row["number"], {"from_ids": [], "to_ids": []})
            found[SIDES[row["side"]]].append(row["area_id"])
        founded = {"from_ids": [], "to_ids": [area_id]}
        return [item | by_number.get(item["number"], founded) for item in items]

    def _must_be_founded(self, area_id: str, on: date) -> None:
        """A day on which it was merely entered is no founding."""
        founded_on = Ground(self.rows, self.scope).founded_on([area_id]).get(area_id)
        if founded_on is not None and on < founded_on:
            raise AreaNotFounded(area_id=area_id, founded_on=founded_on).at("on")

    def _must_be_seen(self, area_id: str) -> None:
        if self.find_path(area_id) is None:
            raise AreaUnknown(area_id=area_id).at("area_id")


def _holds_on(day: date) -> ColumnElement[bool]:
    until = area_spans.c.valid_to
    return and_(area_spans.c.valid_from <= day, or_(until.is_(None), until > day))


def _not_passed(path: ColumnElement[str], after: After) -> list[ColumnElement[bool]]:
    """What lies wholly before the page is not gone through; '0' follows '/'."""
    if after is None:
        return []
    end = func.substr(path, 1, func.length(path) - 1, type_=Key).concat("0")
    return [end > str(after[0])]
