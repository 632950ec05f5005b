"""From which version of its grouping on a unit is in it."""

from alembic import op
from sqlalchemy import Column, Integer, text

revision = "0026_grouped_since"
down_revision = "0024_staff_by_name"

SINCE = """
    UPDATE grouping_units SET version = (
        SELECT g.version FROM groupings g
        WHERE g.district = grouping_units.district AND g.id = grouping_units.grouping_id
    )
"""


def upgrade() -> None:
    op.add_column("grouping_units", Column("version", Integer, nullable=False, server_default=text("1")))
    op.execute(SINCE)
