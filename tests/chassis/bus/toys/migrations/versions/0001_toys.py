"""The chassis's tables, toys, windings and a mirror of toys."""

from alembic import op

from services.chassis.storage.migrations import create_chassis_tables, create_job_table, create_tenant_table
from tests.chassis.bus.toys.tables import shelf, toys, windings

revision = "0001_toys"
down_revision = None


def upgrade() -> None:
    create_chassis_tables(op)
    create_job_table(op)
    for table in (toys, windings, shelf):
        create_tenant_table(op, table)
