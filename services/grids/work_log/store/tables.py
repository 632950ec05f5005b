"""The tables of the work log, and an entry as a row."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Date, Integer, MetaData

from services.chassis.storage.tenant import Key, tenant_table
from services.grids.work_log.domain.duties import DutyClass
from services.grids.work_log.domain.entry import Told, WorkEntry

metadata = MetaData()

work_entries = tenant_table(
    "work_entries",
    metadata,
    Column("id", Key, primary_key=True),
    Column("area_id", Key),
    Column("duty_class", Key),
    Column("done_on", Date),
    Column("staff_id", Key),
    Column("text", Key),
    Column("case_id", Key),
    Column("withdrawn", Boolean),
    Column("version", Integer),
)

work_counts = tenant_table(
    "work_counts",
    metadata,
    Column("area_id", Key, primary_key=True),
    Column("month", Date, primary_key=True),  # its first day
    Column("duty_class", Key, primary_key=True),
    Column("entries", BigInteger),
)


def row_of(entry: WorkEntry) -> dict[str, Any]:
    its = {name: value for name, value in vars(entry).items() if name != "told"}
    return its | vars(entry.told) | {"duty_class": entry.told.duty_class.value}


def entry_of(row: Mapping[str, Any]) -> WorkEntry:
    duty_class = DutyClass(row["duty_class"])
    told = Told(duty_class, row["done_on"], row["staff_id"], row["text"], row["case_id"])
    return WorkEntry(row["id"], row["area_id"], told, row["version"], row["withdrawn"])
