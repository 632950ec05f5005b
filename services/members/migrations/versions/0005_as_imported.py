"""The version in which somebody is as their import left them; households by their dwelling."""

from alembic import op
from sqlalchemy import BigInteger, Column

revision = "0005_as_imported"
down_revision = "0004_emails"


def upgrade() -> None:
    op.add_column("residents", Column("import_version", BigInteger))
    op.create_index("households_of_dwelling", "households", ["district", "dwelling_id"])
