"""Cases in the database, those of the caller's areas only."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Protocol

from sqlalchemy import ColumnElement, bindparam, select

from services.chassis.errors import IdTaken, StaleVersion
from services.chassis.storage.prepared import Prepared, here
from services.chassis.storage.rows import Rows
from services.chassis.storage.versions import update_versioned
from services.grids.cases.domain.case import Case
from services.grids.cases.domain.errors import CaseUnknown
from services.grids.cases.schemas import CaseLineSchema
from services.grids.cases.store.entering import enter
from services.grids.cases.store.tables import FIELDS, case_of, cases, row_of

SHOWN = CaseLineSchema()
"""To somebody who saw an older version: as in a list, for a refusal is not written down as a reading."""
Seen = Callable[[ColumnElement[str]], ColumnElement[bool]]


class Areas(Protocol):
    @property
    def seen(self) -> Seen:
        """The condition that a case lies in the caller's areas; the same for the same number of them."""

    @property
    def binds(self) -> Mapping[str, str]:
        """The ids that the condition asks for."""


@cache
def one_seen(seen: Seen) -> Prepared:
    mine = (here(cases), cases.c.id == bindparam("case_id"), seen(cases.c.area_id))
    return Prepared(select(*(cases.c[name] for name in FIELDS)).where(*mine))


class SqlCases:
    def __init__(self, rows: Rows, areas: Areas) -> None:
        self.rows, self.areas = rows, areas

    def enter(self, case: Case, community_id: str) -> int:
        place = enter(self.rows, row_of(case), community_id)
        if place is None:
            raise IdTaken(id=case.id)
        return place

    def get(self, case_id: str, seen_version: int) -> Case:
        found = self.rows.one(one_seen(self.areas.seen), case_id=case_id, **self.areas.binds)
        if found is None:
            raise CaseUnknown(case_id=case_id)
        case = case_of(found)
        if case.version != seen_version:
            raise StaleVersion(
                sent_version=seen_version, current_version=case.version, current=SHOWN.dump(case)
            )
        return case

    def save(self, case: Case) -> None:
        update_versioned(
            self.rows, cases, case.id, case.version - 1, row_of(case), lambda row: SHOWN.dump(case_of(row))
        )
