"""Cases and their registers in the database."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any

from sqlalchemy import Column, ColumnElement, Integer, MetaData, select
from sqlalchemy.dialects.postgresql import insert as insert_postgresql
from sqlalchemy.dialects.sqlite import insert as insert_sqlite

from services.chassis.errors import IdTaken, StaleVersion
from services.chassis.storage.rows import Rows
from services.chassis.storage.tenant import Key, Moment, tenant_table
from services.chassis.storage.versions import update_versioned
from services.grids.cases.domain.case import Case
from services.grids.cases.domain.errors import CaseUnknown
from services.grids.cases.domain.state import CaseState
from services.grids.cases.schemas import CaseSchema

metadata = MetaData()

cases = tenant_table(
    "cases",
    metadata,
    Column("id", Key, primary_key=True),
    Column("number", Key),
    Column("area_id", Key),
    Column("text", Key),
    Column("registered_at", Moment),
    Column("raiser_id", Key),
    Column("holder_id", Key),
    Column("state", Key),
    Column("assignee_id", Key),
    Column("assigned_at", Moment),
    Column("taken_at", Moment),
    Column("feedback", Key),
    Column("closed_at", Moment),
    Column("version", Integer),
)

registers = tenant_table(
    "registers",
    metadata,
    Column("community_id", Key, primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("last", Integer),
)

SHOWN = CaseSchema()
FIELDS = tuple(field.name for field in fields(Case))
Seen = Callable[[ColumnElement[str]], ColumnElement[bool]]
"""The condition that a row's area lies in the caller's areas."""


def row_of(case: Case) -> dict[str, Any]:
    return vars(case) | {"state": case.state.value}


def case_of(row: Mapping[str, Any]) -> Case:
    return Case(**{name: row[name] for name in FIELDS} | {"state": CaseState(row["state"])})


class SqlCases:
    def __init__(self, rows: Rows, seen: Seen) -> None:
        self.rows, self.seen = rows, seen

    def add(self, case: Case) -> None:
        insert_here = insert_postgresql if self.rows.is_postgresql else insert_sqlite
        new = insert_here(cases).values(row_of(case) | {"district": self.rows.district})
        unless_taken = new.on_conflict_do_nothing(index_elements=["district", "id"]).returning(cases.c.id)
        if self.rows.one(unless_taken) is None:
            raise IdTaken(id=case.id)

    def get(self, case_id: str, seen_version: int) -> Case:
        found = self.rows.one(
            select(cases).where(self.rows.of(cases), cases.c.id == case_id, self.seen(cases.c.area_id))
        )
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


class SqlRegister:
    def __init__(self, rows: Rows) -> None:
        self.rows = rows

    def next_place(self, community_id: str, year: int) -> int:
        insert_here = insert_postgresql if self.rows.is_postgresql else insert_sqlite
        first = insert_here(registers).values(
            district=self.rows.district, community_id=community_id, year=year, last=1
        )
        following = first.on_conflict_do_update(
            index_elements=["district", "community_id", "year"], set_={"last": registers.c.last + 1}
        )
        row = self.rows.one(following.returning(registers.c.last))
        assert row is not None
        return int(row["last"])
