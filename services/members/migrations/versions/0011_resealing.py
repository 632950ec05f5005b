"""What is sealed is sealed anew by newer keys, kept answers too."""

from alembic import op

from services.chassis.storage.migrations import create_resealing

revision = "0011_resealing"
down_revision = "0010_sources"


def upgrade() -> None:
    create_resealing(op)
