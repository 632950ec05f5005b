"""Jobs: mirrors are fed and counted in steps."""

from alembic import op

from services.chassis.storage.migrations import create_job_table

revision = "0002_jobs"
down_revision = "0001_messages"


def upgrade() -> None:
    create_job_table(op)
