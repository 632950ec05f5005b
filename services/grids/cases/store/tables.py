"""The tables of cases, and a case as a row."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from sqlalchemy import Column, Integer, MetaData

from services.chassis.storage.tenant import Key, Moment, tenant_table
from services.grids.cases.domain.case import Case
from services.grids.cases.domain.state import CaseState

metadata = MetaData()

cases = tenant_table(
    "cases",
    metadata,
    Column("id", Key, primary_key=True),
    Column("register", Key),
    Column("year", Integer),
    Column("place", Integer),
    Column("area_id", Key),
    Column("text", Key),
    Column("registered_at", Moment),
    Column("raiser_id", Key),
    Column("holder_id", Key),
    Column("above_id", Key),
    Column("state", Key),
    Column("assignee_id", Key),
    Column("assigned_at", Moment),
    Column("taken_at", Moment),
    Column("feedback", Key),
    Column("closed_at", Moment),
    Column("finder_id", Key),
    Column("alarm_raiser_id", Key),
    Column("whistle_blower_id", Key),
    Column("executor_id", Key),
    Column("version", Integer),
)

registers = tenant_table(
    "registers",
    metadata,
    Column("community_id", Key, primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("last", Integer),
)

FIELDS = tuple(field.name for field in fields(Case))


def row_of(case: Case) -> dict[str, Any]:
    return vars(case) | {"state": case.state.value}


def case_of(row: Mapping[str, Any]) -> Case:
    return Case(**{name: row[name] for name in FIELDS} | {"state": CaseState(row["state"])})
