"""A district may be on its way to another house."""

from alembic import op

from services.chassis.storage.migrations import create_moves

revision = "0012_moves"
down_revision = "0011_resealing"


def upgrade() -> None:
    create_moves(op)
