"""A district has levels of its own."""

from alembic import op
from sqlalchemy import JSON, BigInteger, Column, Date, MetaData

from services.chassis.storage.migrations import create_tenant_table
from services.chassis.storage.tenant import Key, tenant_table

revision = "0010_levels"
down_revision = "0009_moves"

LEVEL_SCHEMES = tenant_table(
    "level_schemes",
    MetaData(),
    Column("number", BigInteger, primary_key=True),
    Column("valid_from", Date, nullable=False),
    Column("preset", Key),
    Column("levels", JSON, nullable=False),
)


def upgrade() -> None:
    create_tenant_table(op, LEVEL_SCHEMES)
    # Whether anything of a kind stands is asked before the kind is taken away.
    op.create_index("areas_of_kind", "areas", ["district", "kind"])
