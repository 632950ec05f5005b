"""When a message is tried again, and whether its recipient may have it twice."""

from alembic import op
from sqlalchemy import Boolean, Column, false

from services.chassis.storage.tenant import Moment

revision = "0003_sending"
down_revision = "0002_jobs"


def upgrade() -> None:
    op.add_column("messages", Column("next_try_at", Moment))
    op.add_column("messages", Column("possibly_twice", Boolean, nullable=False, server_default=false()))
    # Until now a second try was always one after a kill.
    op.execute("UPDATE messages SET possibly_twice = true WHERE tries > 1")
