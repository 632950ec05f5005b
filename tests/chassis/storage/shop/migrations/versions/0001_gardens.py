"""The chassis's tables, jobs, areas, gardens and mirrors of plots and lanes."""

from alembic import op

from services.chassis.storage.migrations import (
    create_chassis_tables,
    create_job_table,
    create_revocation_table,
    create_tenant_table,
)
from tests.chassis.storage.shop.tables import areas, gardens, lanes, plots

revision = "0001_gardens"
down_revision = None


def upgrade() -> None:
    create_chassis_tables(op)
    create_job_table(op)
    create_revocation_table(op)
    for table in (areas, gardens, plots, lanes):
        create_tenant_table(op, table)
