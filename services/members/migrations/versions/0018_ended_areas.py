"""Areas that ended are kept, so that nothing is granted there by what the mirror still says."""

from alembic import op
from sqlalchemy import Column, MetaData

from services.chassis.storage.migrations import create_tenant_table
from services.chassis.storage.tenant import Key, tenant_table

revision = "0018_ended_areas"
down_revision = "0017_grouped_dwellings"

ENDED_AREAS = tenant_table("ended_areas", MetaData(), Column("area_id", Key, primary_key=True))


def upgrade() -> None:
    create_tenant_table(op, ENDED_AREAS)
