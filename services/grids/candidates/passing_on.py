"""Candidates of areas that end are their successor's, or of what it stood under where there is none."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from typing import Protocol

from sqlalchemy import ColumnElement, delete, func, select, update

from services.chassis.batches import batches
from services.chassis.domain import Event
from services.chassis.storage.rows import Rows
from services.grids.candidates.domain.events import CandidateRow, CandidatesMoved, CandidateTakenOut
from services.grids.candidates.store.tables import candidate_tags, candidates

ROWS_PER_EVENT = 500
its = candidates.c
There = Callable[[ColumnElement[str]], ColumnElement[bool]]


class Places(Protocol):
    def count(self, area_ids: Collection[str], on: date) -> Mapping[str, int]: ...
    def count_there(self, there: There, on: date) -> int: ...
    def pass_on(self, area_ids: Collection[str], to_id: str, on: date) -> Sequence[Event]: ...


class SqlCandidatesThere:
    def __init__(self, rows: Rows) -> None:
        self.rows = rows

    def count(self, area_ids: Collection[str]) -> int:
        return self._count(its.area_id.in_(area_ids))

    def count_there(self, there: There, on: date) -> int:
        """Whatever the day."""
        return self._count(there(its.area_id))

    def pass_on(self, area_ids: Collection[str], to_id: str) -> list[CandidatesMoved]:
        """By id; each in its next version."""
        following = {"area_id": to_id, "version": its.version + 1}
        changed = update(candidates).where(*self._in(area_ids)).values(following)
        moved = self.rows.all(changed.returning(its.id, its.area_id, its.version))
        rows = [CandidateRow(**row) for row in sorted(moved, key=lambda row: str(row["id"]))]
        return [CandidatesMoved(each[0].id, tuple(each)) for each in batches(rows, ROWS_PER_EVENT)]

    def take_out(self, area_ids: Collection[str]) -> list[CandidateTakenOut]:
        theirs = candidate_tags.c.candidate_id.in_(select(its.id).where(*self._in(area_ids)))
        self.rows.write(delete(candidate_tags).where(self.rows.of(candidate_tags), theirs))
        taken = delete(candidates).where(*self._in(area_ids)).returning(its.id, its.area_id, its.version)
        gone = sorted(self.rows.all(taken), key=lambda row: str(row["id"]))
        return [CandidateTakenOut(row["id"], row["area_id"], row["version"]) for row in gone]

    def _in(self, area_ids: Collection[str]) -> tuple[ColumnElement[bool], ...]:
        return self.rows.of(candidates), its.area_id.in_(area_ids)

    def _count(self, which: ColumnElement[bool]) -> int:
        counted = select(func.count().label("count")).where(self.rows.of(candidates), which)
        return int(self.rows.all(counted)[0]["count"])


class WithCandidates:
    """Places that go to a successor, and candidates, who go where those do and keep no area from ending."""

    def __init__(self, places: Places, candidates_there: SqlCandidatesThere) -> None:
        self.places, self.candidates = places, candidates_there

    def count(self, area_ids: Collection[str], on: date) -> Mapping[str, int]:
        return self.places.count(area_ids, on)

    def count_there(self, there: There, on: date) -> int:
        return self.places.count_there(there, on)

    def pass_on(self, area_ids: Collection[str], to_id: str, on: date) -> list[Event]:
        told = self.places.pass_on(area_ids, to_id, on)
        return [*told, *self.candidates.pass_on(area_ids, to_id)]
