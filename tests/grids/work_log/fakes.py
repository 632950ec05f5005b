"""The work log's ports in memory."""

from collections import Counter
from collections.abc import Mapping, Sequence
from copy import copy
from datetime import date
from typing import Any

from services.chassis.errors import IdTaken
from services.grids.work_log.domain.entry import WorkEntry
from services.grids.work_log.domain.errors import EntryUnknown
from services.grids.work_log.store.tables import row_of
from services.grids.work_log.use_cases.ports import Wanted
from tests.grids.kept import Fake, paged, refuse_stale


class FakeWorkEntries(Fake):
    def logged_before(self, entry: WorkEntry) -> WorkEntry | None:
        found = self._known.get(entry.id)
        if found is not None and not (self.world.sees(found.area_id) and found.says(entry)):
            raise IdTaken(id=entry.id)
        return copy(found)

    def get(self, entry_id: str, seen_version: int) -> WorkEntry:
        found = self._known.get(entry_id)
        if found is None or not self.world.sees(found.area_id):
            raise EntryUnknown(entry_id=entry_id)
        refuse_stale(seen_version, found.version)
        return copy(found)

    def add(self, entry: WorkEntry) -> bool:
        self._known[entry.id] = copy(entry)
        return True

    def save(self, before: WorkEntry, after: WorkEntry) -> None:
        self._known[after.id] = copy(after)

    @property
    def _known(self) -> dict[str, WorkEntry]:
        return self.world.kept.work_entries


class FakeWorkViews(FakeWorkEntries):
    def one(self, entry_id: str) -> Mapping[str, Any]:
        found = self._known.get(entry_id)
        if found is None or found.withdrawn or not self.world.sees(found.area_id):
            raise EntryUnknown(entry_id=entry_id)
        return row_of(found)

    def listed(self, wanted: Wanted, after: Any, limit: int) -> Any:
        seen = [each for each in self._known.values() if self.world.sees(each.area_id)]
        return paged([row_of(each) for each in seen if not each.withdrawn], "id", after, limit)


class FakeWorkFigures(FakeWorkEntries):
    def by_month(self, area_id: str, since: date, until: date) -> Sequence[Mapping[str, Any]]:
        counted = Counter(
            (each.told.done_on.replace(day=1), each.told.duty_class.value)
            for each in self._known.values()
            if not each.withdrawn and since <= each.told.done_on < until
        )
        return [
            {"month": month, "duty_class": duty_class, "entries": count}
            for (month, duty_class), count in sorted(counted.items())
        ]
