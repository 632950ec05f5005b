"""People on duty are found by the beginning of their name."""

from alembic import op

revision = "0024_staff_by_name"
down_revision = "0023_shapes"


def upgrade() -> None:
    op.create_index("staff_by_name", "staff", ["district", "display_name", "id"])
