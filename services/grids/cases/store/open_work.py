"""The open cases that somebody is to see to, and handing them to somebody else."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, not_, select, true, update

from services.chassis.storage.rows import Rows
from services.grids.cases.domain.events import CaseHanded, CasesHandedOver
from services.grids.cases.domain.number import case_number
from services.grids.cases.domain.state import CaseState
from services.grids.cases.store.tables import cases

Seen = Callable[[ColumnElement[str]], ColumnElement[bool]]
"""The condition that a case's area lies in the caller's areas."""
OPEN = cases.c.state.in_([CaseState.ASSIGNED.value, CaseState.IN_HAND.value])
CLOSED = cases.c.state == CaseState.CLOSED.value
AT_ONCE = 500
HANDED = (cases.c.id, cases.c.area_id, cases.c.version)
NUMBER = (cases.c.register, cases.c.year, cases.c.place)


@dataclass(frozen=True)
class Work:
    """Of the caller's areas, and of those that were asked for; `first` are at most 500, oldest first.

    `not_chosen` are open ones in others of the caller's areas.
    """

    open: int
    closed: int
    not_chosen: int
    elsewhere: int
    first: Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class Handed:
    cases: Sequence[Mapping[str, Any]]
    events: Sequence[CasesHandedOver]


class SqlOpenWork:
    def __init__(self, rows: Rows, seen: Seen) -> None:
        self.rows, self.seen = rows, seen

    def of(self, staff_id: str, area_ids: Collection[str] | None) -> Work:
        theirs = (self.rows.of(cases), cases.c.assignee_id == staff_id)
        seen = self.seen(cases.c.area_id)
        there = true() if area_ids is None else cases.c.area_id.in_(area_ids)
        mine = and_(seen, there)
        counts = select(
            _count(and_(OPEN, mine)).label("open"),
            _count(and_(CLOSED, mine)).label("closed"),
            _count(and_(OPEN, seen, not_(there))).label("not_chosen"),
            _count(and_(OPEN, not_(seen))).label("elsewhere"),
        )
        found = self.rows.one(counts.where(*theirs)) or {}
        first = select(*HANDED).where(*theirs, OPEN, mine).order_by(cases.c.id).limit(AT_ONCE)
        return Work(**found, first=self.rows.all(first))

    def open_at(self, staff_id: str, area_id: str) -> int:
        """How many open cases of an area somebody sees to."""
        theirs = (self.rows.of(cases), cases.c.assignee_id == staff_id, cases.c.area_id == area_id, OPEN)
        found = self.rows.one(select(func.count().label("open")).select_from(cases).where(*theirs))
        return int(found["open"]) if found else 0

    def hand(self, first: Sequence[Mapping[str, Any]], staff_id: str, to_id: str) -> Handed:
        """What was closed or handed on meanwhile stays where it is."""
        if not first:
            return Handed((), ())
        among = cases.c.id.in_([row["id"] for row in first])
        handed = (
            update(cases)
            .where(self.rows.of(cases), among, cases.c.assignee_id == staff_id, OPEN)
            .values(assignee_id=to_id, version=cases.c.version + 1)
        )
        found = sorted(self.rows.all(handed.returning(*HANDED, *NUMBER)), key=lambda row: str(row["id"]))
        told = tuple(
            CaseHanded(
                row["id"],
                case_number(row["register"], row["year"], row["place"]),
                row["area_id"],
                to_id,
                row["version"],
            )
            for row in found
        )
        return Handed(found, [CasesHandedOver(told[0].id, told)] if told else [])


def _count(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.count(case((condition, cases.c.id)))
