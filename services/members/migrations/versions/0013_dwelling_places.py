"""Where dwellings lie that have come into another area."""

from alembic import op
from sqlalchemy import BigInteger, Column, MetaData

from services.chassis.storage.migrations import create_tenant_table
from services.chassis.storage.tenant import Key, tenant_table

revision = "0013_dwelling_places"
down_revision = "0012_moves"

metadata = MetaData()

PLACES = tenant_table(
    "dwelling_places",
    metadata,
    Column("id", Key, primary_key=True),
    Column("area_id", Key, nullable=False),
    Column("version", BigInteger, nullable=False),
)


def upgrade() -> None:
    create_tenant_table(op, PLACES)
