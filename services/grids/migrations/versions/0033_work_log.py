"""The work log, and the figures of it that are kept by month."""

from alembic import op
from sqlalchemy import BigInteger, Boolean, Column, Date, ForeignKeyConstraint, Index, Integer, MetaData

from services.chassis.storage.migrations import create_tenant_table
from services.chassis.storage.tenant import Key, tenant_table

revision = "0033_work_log"
down_revision = "0032_organisations"

metadata = MetaData()


def reference(column: str, table: str) -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["district", column], [f"{table}.district", f"{table}.id"])


# What the references lead to; made by the scripts before.
for known in ("areas", "staff", "cases"):
    tenant_table(known, metadata, Column("id", Key, primary_key=True))

ENTRIES = tenant_table(
    "work_entries",
    metadata,
    Column("id", Key, primary_key=True),
    Column("area_id", Key, nullable=False),
    Column("duty_class", Key, nullable=False),
    Column("done_on", Date, nullable=False),
    Column("staff_id", Key, nullable=False),
    Column("text", Key, nullable=False),
    Column("case_id", Key),
    Column("withdrawn", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
    reference("area_id", "areas"),
    reference("staff_id", "staff"),
    reference("case_id", "cases"),
    Index("work_entries_of_day", "district", "done_on", "id"),
    Index("work_entries_in", "district", "area_id", "done_on", "id"),
)
COUNTS = tenant_table(
    "work_counts",
    metadata,
    Column("area_id", Key, primary_key=True),
    Column("month", Date, primary_key=True),
    Column("duty_class", Key, primary_key=True),
    Column("entries", BigInteger, nullable=False),
    reference("area_id", "areas"),
)


def upgrade() -> None:
    for table in (ENTRIES, COUNTS):
        create_tenant_table(op, table)
