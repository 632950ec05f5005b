"""The day on which somebody died or moved out, beside their status."""

from alembic import op
from sqlalchemy import Column, Date

revision = "0002_residence_ends"
down_revision = "0001_residents"


def upgrade() -> None:
    op.add_column("residents", Column("died_on", Date))
    op.add_column("residents", Column("moved_out_on", Date))
