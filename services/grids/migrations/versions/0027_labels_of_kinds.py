"""A grid and a building with the same id have a live label each."""

from alembic import op
from sqlalchemy import text

revision = "0027_labels_of_kinds"
down_revision = "0026_grouped_since"

contracts = (
    "labels_live without the kind: whoever inserts lets any conflict be, whichever columns are its own"
)
LIVE = text("revoked_at IS NULL")


def upgrade() -> None:
    op.drop_index("labels_live", "labels")
    op.create_index(
        "labels_live",
        "labels",
        ["district", "target_id", "unit", "kind"],
        unique=True,
        postgresql_where=LIVE,
        sqlite_where=LIVE,
    )
