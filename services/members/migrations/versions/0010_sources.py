"""Grants are listed by their source: broken glass among all that posts bring."""

from alembic import op

revision = "0010_sources"
down_revision = "0009_platform_keys"


def upgrade() -> None:
    op.create_index("grants_of_source", "grants", ["district", "source", "given_at", "id"])
