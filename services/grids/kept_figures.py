"""Figures that are kept with what they count, counted anew beside it.

Each kind of a page in one statement: whoever writes meanwhile changes a row and its figure, or neither.
"""

from collections import Counter
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, extract, func, select, union_all

from services.chassis.storage.rows import Rows
from services.grids.dwellings.store import SqlCoverage, buildings, coverage, dwellings
from services.grids.places.store.places import FIGURES, SqlServicePlaces
from services.grids.places.store.tables import place_counts, service_places
from services.grids.work_log.store.entries import SqlWorkEntries
from services.grids.work_log.store.tables import work_counts, work_entries

NAMES = ("work", "places", "dwellings")
Missing = dict[tuple[Any, ...], list[int]]
"""By whose the figures are, what has to be added to what is kept."""


class SqlKeptFigures:
    def __init__(
        self, rows: Rows, entries: SqlWorkEntries, places: SqlServicePlaces, coverage: SqlCoverage
    ) -> None:
        self._rows, self._entries, self._places, self._coverage = rows, entries, places, coverage

    def wrong(self, after: str, last: str) -> dict[str, int]:
        counted = (self._work(after, last), self._placed(after, last), self._housed(after, last))
        return dict(zip(NAMES, map(len, counted), strict=True))

    def set_right(self, after: str, last: str) -> dict[str, int]:
        work, placed, housed = self._work(after, last), self._placed(after, last), self._housed(after, last)
        self._entries.add_up(
            {
                (area_id, date(int(year), int(month), 1), duty_class): entries
                for (area_id, year, month, duty_class), [entries] in work.items()
            }
        )
        self._places.add_up(
            {
                (area_id, kind): Counter(dict(zip(FIGURES, figures, strict=True)))
                for (area_id, kind), figures in placed.items()
            }
        )
        for (community_id,), (more, uncovered) in sorted(housed.items()):
            self._coverage.change(community_id, more, uncovered)
        return dict(zip(NAMES, map(len, (work, placed, housed)), strict=True))

    def _work(self, after: str, last: str) -> Missing:
        its, kept = work_entries.c, work_counts.c
        by = (its.area_id, *_month_of(its.done_on), its.duty_class)
        these = (self._rows.of(work_entries), _between(its.area_id, after, last), its.withdrawn.is_(False))
        counted = select(*by, func.count().label("entries")).where(*these).group_by(*by)
        there = (self._rows.of(work_counts), _between(kept.area_id, after, last))
        said = select(kept.area_id, *_month_of(kept.month), kept.duty_class, -kept.entries)
        return self._missing(4, counted, said.where(*there))

    def _placed(self, after: str, last: str) -> Missing:
        its, kept = service_places.c, place_counts.c
        by = (its.area_id, its.kind)
        these = (self._rows.of(service_places), _between(its.area_id, after, last), its.closed_on.is_(None))
        sizes = (func.coalesce(func.sum(its[name]), 0).label(name) for name in FIGURES[1:])
        counted = select(*by, func.count().label("places"), *sizes).where(*these).group_by(*by)
        there = (self._rows.of(place_counts), _between(kept.area_id, after, last))
        said = select(kept.area_id, kept.kind, *(-kept[name] for name in FIGURES))
        return self._missing(2, counted, said.where(*there))

    def _housed(self, after: str, last: str) -> Missing:
        its, homes, kept = buildings.c, dwellings.c, coverage.c
        within = and_(homes.district == its.district, homes.building_id == its.id)
        these = (self._rows.of(buildings), _between(its.community_id, after, last))
        uncovered = (func.count() - func.count(homes.area_id)).label("uncovered")
        counted = select(its.community_id, func.count().label("dwellings"), uncovered)
        counted = counted.select_from(buildings.join(dwellings, within)).where(*these)
        there = (self._rows.of(coverage), _between(kept.community_id, after, last))
        said = select(kept.community_id, -kept.dwellings, -kept.uncovered)
        return self._missing(1, counted.group_by(its.community_id), said.where(*there))

    def _missing(self, keys: int, counted: Select[Any], said: Select[Any]) -> Missing:
        """`said` is what is kept, with its sign turned: both add up to what is missing."""
        summed: Missing = {}
        for row in self._rows.all(union_all(counted, said)):
            told = tuple(row.values())
            figures = [int(figure) for figure in told[keys:]]
            so_far = summed.get(told[:keys], [0] * len(figures))
            summed[told[:keys]] = [one + more for one, more in zip(so_far, figures, strict=True)]
        return {key: figures for key, figures in summed.items() if any(figures)}


def _between(column: ColumnElement[str], after: str, last: str) -> ColumnElement[bool]:
    return and_(column > after, column <= last)


def _month_of(day: ColumnElement[date]) -> tuple[ColumnElement[int], ColumnElement[int]]:
    return extract("year", day).label("year"), extract("month", day).label("month")
