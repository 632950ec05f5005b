"""The mirror of which dwelling belongs to which grouping."""

from alembic import op
from sqlalchemy import BigInteger, Boolean, Column, Index, MetaData

from services.chassis.storage.migrations import create_tenant_table
from services.chassis.storage.tenant import Key, tenant_table

revision = "0017_grouped_dwellings"
down_revision = "0015_tally_days"

metadata = MetaData()

GROUPED = tenant_table(
    "grouped_dwellings",
    metadata,
    Column("id", Key, primary_key=True),
    Column("grouping_id", Key, nullable=False),
    Column("dwelling_id", Key, nullable=False),
    Column("version", BigInteger, nullable=False),
    Column("removed", Boolean, nullable=False),
    Column("epoch", BigInteger, nullable=False),
    Index("grouped_dwellings_of", "district", "grouping_id", "dwelling_id"),
)


def upgrade() -> None:
    create_tenant_table(op, GROUPED)
