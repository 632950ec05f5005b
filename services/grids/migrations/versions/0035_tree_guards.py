"""How often a district's tree was held, for those who cannot hold it themselves."""

from alembic import op
from sqlalchemy import BigInteger, Column

revision = "0035_tree_guards"
down_revision = "0034_candidates"


def upgrade() -> None:
    op.add_column("trees", Column("guards", BigInteger, nullable=False, server_default="0"))
