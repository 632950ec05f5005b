"""Deputies: beside a post's holder, on their days."""

from alembic import op
from sqlalchemy import Boolean, Column, false

revision = "0005_deputies"
down_revision = "0004_tree_log"


def upgrade() -> None:
    op.add_column("appointments", Column("deputises", Boolean, nullable=False, server_default=false()))
