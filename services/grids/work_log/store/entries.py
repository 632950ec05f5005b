"""Entries of the work log in the database, and the figures of them that are kept."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date

from sqlalchemy import ColumnElement, select
from sqlalchemy.dialects.postgresql import insert as insert_postgresql
from sqlalchemy.dialects.sqlite import insert as insert_sqlite

from services.chassis.errors import IdTaken, StaleVersion
from services.chassis.storage.prepared import unless_there
from services.chassis.storage.rows import Rows
from services.chassis.storage.versions import update_versioned
from services.grids.work_log.domain.entry import WorkEntry
from services.grids.work_log.domain.errors import EntryUnknown
from services.grids.work_log.schemas import WorkLineSchema
from services.grids.work_log.store.tables import entry_of, row_of, work_counts, work_entries

Seen = Callable[[ColumnElement[str]], ColumnElement[bool]]
"""The condition that a row's area lies in the caller's areas."""
Counted = tuple[str, date, str]
"""A figure: of an area, a month (its first day) and a class."""
ADD = unless_there(work_entries)
SHOWN = WorkLineSchema()
"""To somebody who saw an older version: without what was told, as of a case."""


class SqlWorkEntries:
    def __init__(self, rows: Rows, seen: Seen) -> None:
        self.rows, self.seen = rows, seen

    def logged_before(self, entry: WorkEntry) -> WorkEntry | None:
        its = (self.rows.of(work_entries), work_entries.c.id == entry.id)
        sees = self.seen(work_entries.c.area_id).label("sees")
        found = self.rows.one(select(work_entries, sees).where(*its))
        if found is None:
            return None
        before = entry_of(found)
        if not found["sees"] or not (before.withdrawn or before.says(entry)):
            raise IdTaken(id=entry.id)
        before.must_be_there()
        return before

    def get(self, entry_id: str, seen_version: int) -> WorkEntry:
        its = (self.rows.of(work_entries), work_entries.c.id == entry_id)
        found = self.rows.one(select(work_entries).where(*its, self.seen(work_entries.c.area_id)))
        if found is None:
            raise EntryUnknown(entry_id=entry_id)
        entry = entry_of(found)
        if entry.version != seen_version:
            raise StaleVersion(
                sent_version=seen_version, current_version=entry.version, current=SHOWN.dump(entry)
            )
        return entry

    def add(self, entry: WorkEntry) -> bool:
        if self.rows.write(ADD, **row_of(entry)) == 0:
            return False
        self._count([(entry, 1)])
        return True

    def save(self, before: WorkEntry, after: WorkEntry) -> None:
        update_versioned(
            self.rows,
            work_entries,
            after.id,
            before.version,
            row_of(after),
            lambda row: SHOWN.dump(entry_of(row)),
        )
        self._count([(before, -1), (after, 1)])

    def _count(self, changes: Iterable[tuple[WorkEntry, int]]) -> None:
        summed: Counter[Counted] = Counter()
        for entry, times in changes:
            if not entry.withdrawn:
                month = entry.told.done_on.replace(day=1)
                summed[entry.area_id, month, entry.told.duty_class.value] += times
        self.add_up(summed)

    def add_up(self, summed: Mapping[Counted, int]) -> None:
        """To what is kept, in one order: two who write at once wait for instead of blocking each other."""
        mine = [
            {
                "district": self.rows.district,
                "area_id": area_id,
                "month": month,
                "duty_class": duty_class,
                "entries": summed[area_id, month, duty_class],
            }
            for area_id, month, duty_class in sorted(summed)
            if summed[area_id, month, duty_class]
        ]
        if mine:
            new = (insert_postgresql if self.rows.is_postgresql else insert_sqlite)(work_counts)
            added = {"entries": work_counts.c.entries + new.excluded.entries}
            keys = ["district", "area_id", "month", "duty_class"]
            self.rows.write(new.on_conflict_do_update(index_elements=keys, set_=added), mine)
