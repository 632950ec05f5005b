"""The work log as it is read: entries page by page, and sums of the figures that are kept."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from sqlalchemy import ColumnElement, func, select

from services.chassis.storage.paging import page
from services.chassis.storage.rows import Rows
from services.grids.work_log.domain.errors import AreaUnknown, EntryUnknown
from services.grids.work_log.store.tables import work_counts, work_entries
from services.grids.work_log.use_cases.ports import After, Page, Row, Wanted

its = work_entries.c
LINE = (its.id, its.area_id, its.duty_class, its.done_on, its.staff_id, its.case_id, its.version)


class Areas(Protocol):
    def visible(self, area_id: ColumnElement[str]) -> ColumnElement[bool]: ...
    def reached(self, area_id: ColumnElement[str]) -> ColumnElement[bool]: ...
    def below(self, area_id: ColumnElement[str], root_id: str) -> ColumnElement[bool]: ...
    def find_path(self, area_id: str) -> str | None: ...


class SqlWorkViews:
    def __init__(self, rows: Rows, areas: Areas) -> None:
        self.rows, self.areas = rows, areas

    def one(self, entry_id: str) -> Row:
        mine = (self.rows.of(work_entries), its.id == entry_id, self.areas.reached(its.area_id))
        found = self.rows.one(select(*LINE, its.text).where(*mine, its.withdrawn.is_(False)))
        if found is None:
            raise EntryUnknown(entry_id=entry_id)
        return found

    def listed(self, wanted: Wanted, after: After, limit: int) -> Page:
        mine = (self.rows.of(work_entries), self.areas.visible(its.area_id), its.withdrawn.is_(False))
        listed = select(*LINE).where(*mine)
        if wanted.area_id is not None:
            refuse_unseen(self.areas, wanted.area_id)
            listed = listed.where(self.areas.below(its.area_id, wanted.area_id))
        if wanted.duty_class is not None:
            listed = listed.where(its.duty_class == wanted.duty_class.value)
        if wanted.since is not None:
            listed = listed.where(its.done_on >= wanted.since)
        if wanted.until is not None:
            listed = listed.where(its.done_on < wanted.until)
        by = [its.done_on.desc(), its.id.desc()]
        items, following = page(self.rows, listed, by=by, after=after, limit=limit)
        return {"items": items, "next": following}


class SqlWorkFigures:
    def __init__(self, rows: Rows, areas: Areas) -> None:
        self.rows, self.areas = rows, areas

    def by_month(self, area_id: str, since: date, until: date) -> Sequence[Row]:
        refuse_unseen(self.areas, area_id)
        kept = work_counts.c
        there = (self.areas.visible(kept.area_id), self.areas.below(kept.area_id, area_id))
        summed = select(kept.month, kept.duty_class, func.sum(kept.entries).label("entries"))
        then = (kept.month >= since, kept.month < until, kept.entries > 0)
        found = summed.where(self.rows.of(work_counts), *there, *then)
        by = (kept.month, kept.duty_class)
        # PostgreSQL sums whole numbers to a Decimal.
        rows = self.rows.all(found.group_by(*by).order_by(*by))
        return [{**row, "entries": int(row["entries"])} for row in rows]


def refuse_unseen(areas: Areas, area_id: str) -> None:
    """Raises AreaUnknown."""
    if areas.find_path(area_id) is None:
        raise AreaUnknown(area_id=area_id)
