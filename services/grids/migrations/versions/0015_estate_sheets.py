"""Estates enter the ground from sheets."""

from alembic import op
from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, LargeBinary, MetaData, Text

from services.chassis.storage.migrations import create_tenant_table
from services.chassis.storage.tenant import Key, Moment, tenant_table

revision = "0015_estate_sheets"
down_revision = "0014_groupings"

metadata = MetaData()

IMPORTS = tenant_table(
    "estate_imports",
    metadata,
    Column("id", Key, primary_key=True),
    Column("community_id", Key, nullable=False),
    Column("file_name", Text, nullable=False),
    Column("file", LargeBinary, nullable=False),
    Column("is_trial", Boolean, nullable=False),
    Column("job_id", Key, nullable=False),
    Column("asked_by", Key, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("state", Key, nullable=False),
    Column("new", Integer, nullable=False),
    Column("given", Integer, nullable=False),
    Column("unchanged", Integer, nullable=False),
    Column("refused", Integer, nullable=False),
    Column("sheet", LargeBinary),
    Column("version", BigInteger, nullable=False),
    Index("estate_imports_of", "district", "community_id", "created_at", "id"),
)
REFUSALS = tenant_table(
    "estate_refusals",
    metadata,
    Column("import_id", Key, primary_key=True),
    Column("row", Integer, primary_key=True),
    Column("wrong", Text, nullable=False),
)


def upgrade() -> None:
    for table in (IMPORTS, REFUSALS):
        create_tenant_table(op, table)
