"""Jobs: what grids does in steps."""

from alembic import op

from services.chassis.storage.migrations import create_job_table

revision = "0002_jobs"
down_revision = "0001_ground"


def upgrade() -> None:
    create_job_table(op)
