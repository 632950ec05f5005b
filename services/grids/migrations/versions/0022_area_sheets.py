"""Areas are taken in from sheets, and given out in them."""

from alembic import op
from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, LargeBinary, MetaData, Text

from services.chassis.storage.migrations import create_analysis, create_tenant_table
from services.chassis.storage.tenant import Key, Moment, tenant_table

revision = "0022_area_sheets"
down_revision = "0021_labels"

metadata = MetaData()

IMPORTS = tenant_table(
    "area_imports",
    metadata,
    Column("id", Key, primary_key=True),
    Column("root", Key, nullable=False),
    Column("file_name", Text, nullable=False),
    Column("file", LargeBinary, nullable=False),
    Column("is_trial", Boolean, nullable=False),
    Column("job_id", Key, nullable=False),
    Column("asked_by", Key, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("state", Key, nullable=False),
    Column("new", Integer, nullable=False),
    Column("renamed", Integer, nullable=False),
    Column("unchanged", Integer, nullable=False),
    Column("refused", Integer, nullable=False),
    Column("sheet", LargeBinary),
    Column("version", BigInteger, nullable=False),
    Index("area_imports_of", "district", "root", "created_at", "id"),
)
REFUSALS = tenant_table(
    "area_refusals",
    metadata,
    Column("import_id", Key, primary_key=True),
    Column("row", Integer, primary_key=True),
    Column("wrong", Text, nullable=False),
)
SHEETS = tenant_table(
    "area_sheets",
    metadata,
    Column("id", Key, primary_key=True),
    Column("root", Key, nullable=False),
    Column("format", Key, nullable=False),
    Column("job_id", Key, nullable=False),
    Column("asked_by", Key, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("file", LargeBinary),
    Column("areas", Integer, nullable=False),
    Column("version", BigInteger, nullable=False),
)


def upgrade() -> None:
    create_analysis(op)
    for table in (IMPORTS, REFUSALS, SHEETS):
        create_tenant_table(op, table)
