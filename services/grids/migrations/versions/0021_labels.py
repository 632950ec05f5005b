"""QR labels: random tokens that stand for grids, buildings and units."""

from alembic import op
from sqlalchemy import Column, Index, Integer, MetaData, text

from services.chassis.storage.migrations import create_tenant_table
from services.chassis.storage.tenant import Key, Moment, tenant_table

revision = "0021_labels"
down_revision = "0020_places"

metadata = MetaData()

LABELS = tenant_table(
    "labels",
    metadata,
    Column("token", Key, primary_key=True),
    Column("kind", Key, nullable=False),
    Column("target_id", Key, nullable=False),
    Column("unit", Integer, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("revoked_at", Moment),
    Column("version", Integer, nullable=False),
    Index(
        "labels_live",
        "district",
        "target_id",
        "unit",
        unique=True,
        postgresql_where=text("revoked_at IS NULL"),
        sqlite_where=text("revoked_at IS NULL"),
    ),
)


def upgrade() -> None:
    create_tenant_table(op, LABELS)
