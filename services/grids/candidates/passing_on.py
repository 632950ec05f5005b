"""Candidates of areas that end are their successor's, or of what it stood under where there is none."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from typing import Protocol

from sqlalchemy import ColumnElement

from services.chassis.batches import batches
from services.chassis.domain import Event
from services.grids.candidates.domain.events import CandidatesMoved
from services.grids.candidates.store.candidates import SqlCandidates

ROWS_PER_EVENT = 500
There = Callable[[ColumnElement[str]], ColumnElement[bool]]


class Places(Protocol):
    def count(self, area_ids: Collection[str], on: date) -> Mapping[str, int]: ...
    def count_there(self, there: There, on: date) -> int: ...
    def pass_on(self, area_ids: Collection[str], to_id: str, on: date) -> Sequence[Event]: ...


class WithCandidates:
    """Places that go to a successor, and candidates, who go where those do and keep no area from ending."""

    def __init__(self, places: Places, candidates: SqlCandidates) -> None:
        self.places, self.candidates = places, candidates

    def count(self, area_ids: Collection[str], on: date) -> Mapping[str, int]:
        return self.places.count(area_ids, on)

    def count_there(self, there: There, on: date) -> int:
        return self.places.count_there(there, on)

    def pass_on(self, area_ids: Collection[str], to_id: str, on: date) -> list[Event]:
        told = list(self.places.pass_on(area_ids, to_id, on))
        moved = self.candidates.move_to(area_ids, to_id)
        return [*told, *(CandidatesMoved(each[0].id, tuple(each)) for each in batches(moved, ROWS_PER_EVENT))]
