"""The moves of the area tree: a log without a gap for those who mirror it.

A tree's version counted every change until now; its moves are counted on from there.
"""

from alembic import op
from sqlalchemy import BigInteger, Column, ForeignKeyConstraint, MetaData

from services.chassis.storage.migrations import create_tenant_table
from services.chassis.storage.tenant import Key, Moment, tenant_table

revision = "0004_tree_log"
down_revision = "0003_dwellings"

metadata = MetaData()

# What the reference leads to; made by the first script.
tenant_table("areas", metadata, Column("id", Key, primary_key=True))

TREE_LOG = tenant_table(
    "tree_log",
    metadata,
    Column("tree_version", BigInteger, primary_key=True),
    Column("area_id", Key, nullable=False),
    Column("parent_id", Key, nullable=False),
    Column("old_path", Key, nullable=False),
    Column("new_path", Key, nullable=False),
    Column("moved_at", Moment, nullable=False),
    ForeignKeyConstraint(["district", "area_id"], ["areas.district", "areas.id"]),
)


def upgrade() -> None:
    create_tenant_table(op, TREE_LOG)
