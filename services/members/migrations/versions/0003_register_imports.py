"""Imports of registers: what was asked, which rows were bad, who was changed."""

from alembic import op
from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, LargeBinary, MetaData, Text

from services.chassis.storage.migrations import create_analysis, create_tenant_table
from services.chassis.storage.tenant import Key, Moment, tenant_table

revision = "0003_register_imports"
down_revision = "0002_residence_ends"

metadata = MetaData()

IMPORTS = tenant_table(
    "register_imports",
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
    Column("changed", Integer, nullable=False),
    Column("unchanged", Integer, nullable=False),
    Column("refused", Integer, nullable=False),
    Column("sheet", LargeBinary),
    Column("version", BigInteger, nullable=False),
    Index("register_imports_of", "district", "community_id", "created_at", "id"),
)

REFUSALS = tenant_table(
    "register_refusals",
    metadata,
    Column("import_id", Key, primary_key=True),
    Column("row", Integer, primary_key=True),
    Column("wrong", Text, nullable=False),
)

CHANGES = tenant_table(
    "register_changes",
    metadata,
    Column("import_id", Key, primary_key=True),
    Column("resident_id", Key, primary_key=True),
    Column("version", BigInteger, nullable=False),
    Column("before", LargeBinary, nullable=False),
    Index("register_changes_of", "district", "resident_id"),
)


def upgrade() -> None:
    create_analysis(op)
    for table in (IMPORTS, REFUSALS, CHANGES):
        create_tenant_table(op, table)
