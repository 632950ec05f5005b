"""What is sealed is sealed anew by newer keys, kept answers too."""

from alembic import op

from services.chassis.storage.migrations import create_resealing

revision = "0004_resealing"
down_revision = "0003_audit_keeping"


def upgrade() -> None:
    create_resealing(op)
