"""Areas that ended are kept, so that canteens follow them."""

from alembic import op
from sqlalchemy import Column, Date, MetaData

from services.chassis.storage.migrations import create_tenant_table
from services.chassis.storage.tenant import Key, tenant_table

revision = "0008_ended_areas"
down_revision = "0006_grouped_dwellings"

ENDED_AREAS = tenant_table(
    "ended_areas",
    MetaData(),
    Column("area_id", Key, primary_key=True),
    Column("to_id", Key),
    Column("effective_on", Date, nullable=False),
)


def upgrade() -> None:
    create_tenant_table(op, ENDED_AREAS)
