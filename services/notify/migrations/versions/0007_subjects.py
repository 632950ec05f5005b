"""What a message is about: until now always a case."""

from alembic import op
from sqlalchemy import Column

from services.chassis.storage.tenant import Key

revision = "0007_subjects"
down_revision = "0006_left_before"


def upgrade() -> None:
    op.add_column("messages", Column("subject_kind", Key, nullable=False, server_default="case"))
