"""What is sealed is sealed anew by newer keys, kept answers too."""

from alembic import op

from services.chassis.storage.migrations import create_resealing

revision = "0009_resealing"
down_revision = "0008_messages_in"


def upgrade() -> None:
    create_resealing(op)
