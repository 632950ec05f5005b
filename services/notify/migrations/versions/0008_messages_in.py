"""Messages by their area: whoever holds a few areas lists those without going through all."""

from alembic import op

revision = "0008_messages_in"
down_revision = "0007_subjects"


def upgrade() -> None:
    op.create_index("messages_in", "messages", ["district", "area_id", "queued_at", "id"])
