"""Open cases of grids that end go on in their successor; closed ones stay where they were told.

Whoever sees to one there from then on is who holds the successor's post.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from typing import Any, Protocol

from sqlalchemy import ColumnElement, and_, func, select, update

from services.chassis.batches import batches
from services.chassis.domain import Event
from services.chassis.storage.rows import Rows
from services.grids.cases.domain.events import (
    CaseHanded,
    CaseLeftVacant,
    CaseMoved,
    CasesHandedOver,
    CasesMoved,
)
from services.grids.cases.domain.number import case_number
from services.grids.cases.domain.state import CaseState
from services.grids.cases.store.tables import cases

ROWS_PER_EVENT = 500
SHOWN = (cases.c.id, cases.c.register, cases.c.year, cases.c.place, cases.c.version)
SEEN_TO = cases.c.state.in_([CaseState.ASSIGNED.value, CaseState.IN_HAND.value])
UNSEEN = {"state": CaseState.REGISTERED.value, "assigned_at": None, "taken_at": None}
Found = Sequence[Mapping[str, Any]]


class Answering(Protocol):
    """Today, whoever the caller is."""

    def holder(self, area_id: str) -> str | None: ...
    def above(self, area_id: str) -> str | None: ...


class SqlOpenCases:
    def __init__(self, rows: Rows, answering: Answering) -> None:
        self.rows, self.answering = rows, answering

    def count(self, area_ids: Collection[str], on: date) -> dict[str, int]:
        """How many each has, whatever the day."""
        counted = select(cases.c.area_id, func.count().label("open")).where(self._open(area_ids))
        found = self.rows.all(counted.group_by(cases.c.area_id))
        return {row["area_id"]: row["open"] for row in found}

    def count_there(self, there: Callable[[ColumnElement[str]], ColumnElement[bool]], on: date) -> int:
        """How many there are where `there` says, whatever the day."""
        is_open = cases.c.state != CaseState.CLOSED.value
        return self._count(and_(self.rows.of(cases), there(cases.c.area_id), is_open))

    def count_reassigned(self, area_ids: Collection[str], by_ids: Sequence[str]) -> int:
        """How many somebody else would see to, or nobody; the first of `by_ids` that is held answers."""
        if not self._is_seen_to(area_ids):
            return 0
        held = (self.answering.holder(area_id) for area_id in by_ids)
        return self._count(self._of_others(area_ids, next((each for each in held if each), None)))

    def pass_on(self, area_ids: Collection[str], to_id: str, on: date) -> list[Event]:
        """Each in its next version: whoever saw an older one looks again."""
        told: list[Event] = []
        handed: Found = ()
        if self._is_seen_to(area_ids):
            holder_id = self.answering.holder(to_id)
            above_id = None if holder_id else self.answering.above(to_id)
            others = self._of_others(area_ids, holder_id)
            now = {"holder_id": holder_id, "assignee_id": holder_id, "above_id": above_id}
            handed = self._move(others, to_id, now if holder_id else now | UNSEEN)
            told = _handed(handed, to_id, holder_id) if holder_id else _left(handed, to_id, above_id)
        moved = [*handed, *self._move(self._open(area_ids), to_id, {})]
        rows = [
            CaseMoved(row["id"], _number(row), to_id, row["version"])
            for row in sorted(moved, key=lambda row: str(row["id"]))
        ]
        return [
            *(CasesMoved(batch[0].id, tuple(batch)) for batch in batches(rows, ROWS_PER_EVENT)),
            *told,
        ]

    def _move(self, those: ColumnElement[bool], to_id: str, also: Mapping[str, Any]) -> Found:
        changed = {"area_id": to_id, "version": cases.c.version + 1, **also}
        found = self.rows.all(update(cases).where(those).values(changed).returning(*SHOWN))
        return sorted(found, key=lambda row: str(row["id"]))

    def _is_seen_to(self, area_ids: Collection[str]) -> bool:
        return self._count(and_(self._open(area_ids), SEEN_TO)) > 0

    def _count(self, those: ColumnElement[bool]) -> int:
        return int(
            self.rows.all(select(func.count().label("open")).select_from(cases).where(those))[0]["open"]
        )

    def _of_others(self, area_ids: Collection[str], holder_id: str | None) -> ColumnElement[bool]:
        theirs = and_(self._open(area_ids), SEEN_TO)
        return theirs if holder_id is None else and_(theirs, cases.c.assignee_id != holder_id)

    def _open(self, area_ids: Collection[str]) -> ColumnElement[bool]:
        is_open = cases.c.state != CaseState.CLOSED.value
        return and_(self.rows.of(cases), cases.c.area_id.in_(area_ids), is_open)


def _handed(found: Found, to_id: str, holder_id: str) -> list[Event]:
    rows = [CaseHanded(row["id"], _number(row), to_id, holder_id, row["version"]) for row in found]
    return [CasesHandedOver(batch[0].id, tuple(batch)) for batch in batches(rows, ROWS_PER_EVENT)]


def _left(found: Found, to_id: str, above_id: str | None) -> list[Event]:
    return [CaseLeftVacant(row["id"], _number(row), to_id, row["version"], above_id) for row in found]


def _number(row: Mapping[str, Any]) -> str:
    return case_number(row["register"], row["year"], row["place"])
