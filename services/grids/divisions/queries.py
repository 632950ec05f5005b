"""Official divisions: what a code means on a day, what became of it, and lists by code."""

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select

from services.chassis.storage.paging import page
from services.chassis.storage.ranges import starts_with
from services.chassis.storage.rows import Rows
from services.grids.divisions.domain.division import Division, DivisionEvent, EventKind
from services.grids.divisions.store.tables import division_events, division_successions, divisions
from services.grids.divisions.use_cases.ports import After, Page

_IN_ORDER = [divisions.c.code, divisions.c.valid_from]
"""The day makes a page whole even where lists of two days say one code."""


class SqlDivisions:
    def __init__(self, rows: Rows) -> None:
        self.rows = rows

    def of(self, scheme: str, codes: Collection[str]) -> list[Division]:
        borne = select(divisions).where(divisions.c.scheme == scheme, divisions.c.code.in_(codes))
        return [_division_of(row) for row in self.rows.all(borne)]

    def events_of(self, scheme: str, codes: Collection[str]) -> list[DivisionEvent]:
        follows = division_successions
        its = select(follows.c.event_id).where(follows.c.scheme == scheme, follows.c.from_code.in_(codes))
        found = select(division_events).where(division_events.c.id.in_(its))
        return [_event_of(row) for row in self.rows.all(found)]


class SqlDivisionLists:
    def __init__(self, rows: Rows) -> None:
        self.rows = rows

    def below(self, scheme: str, parent: str | None, on: date, after: After, limit: int) -> Page:
        right_below = divisions.c.parent_code == (parent or "")
        found = select(divisions).where(divisions.c.scheme == scheme, right_below, _holds_on(on))
        items, following = page(self.rows, found, by=_IN_ORDER, after=after, limit=limit)
        return {"items": [vars(_division_of(row)) for row in items], "next": following}

    def groups(self, scheme: str, code: str, on: date) -> list[tuple[int, str, int]]:
        digit = func.substr(divisions.c.code, func.length(divisions.c.code) - 2, 1)
        below = (
            select(divisions.c.level, digit.label("digit"), func.count().label("count"))
            .where(
                divisions.c.scheme == scheme,
                starts_with(divisions.c.code, code),
                divisions.c.code != code,
                _holds_on(on),
            )
            .group_by(divisions.c.level, digit)
        )
        return [(row["level"], row["digit"], row["count"]) for row in self.rows.all(below)]


def _holds_on(day: date) -> ColumnElement[bool]:
    until = divisions.c.valid_to
    return and_(divisions.c.valid_from <= day, or_(until.is_(None), until > day))


def _division_of(row: dict[str, Any]) -> Division:
    """What stands at the top has the empty text for a parent, so that it is found like the rest."""
    return Division(**row | {"parent_code": row["parent_code"] or None})


def _event_of(row: dict[str, Any]) -> DivisionEvent:
    codes = {name: tuple(row[name]) for name in ("from_codes", "to_codes")}
    return DivisionEvent(**row | codes | {"kind": EventKind(row["kind"])})
