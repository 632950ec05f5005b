"""Areas have shapes."""

from alembic import op
from sqlalchemy import BigInteger, Column, Double, ForeignKeyConstraint, Index, MetaData, Text

from services.chassis.storage.migrations import create_tenant_table
from services.chassis.storage.tenant import Key, tenant_table

revision = "0023_shapes"
down_revision = "0022_area_sheets"

metadata = MetaData()

# What the references lead to; made by the first script.
tenant_table("areas", metadata, Column("id", Key, primary_key=True))

SHAPES = tenant_table(
    "area_shapes",
    metadata,
    Column("area_id", Key, primary_key=True),
    Column("shape", Text),
    Column("west", Double),
    Column("south", Double),
    Column("east", Double),
    Column("north", Double),
    Column("extent", Double),
    Column("version", BigInteger, nullable=False),
    ForeignKeyConstraint(["district", "area_id"], ["areas.district", "areas.id"]),
)
CELLS = tenant_table(
    "shape_cells",
    metadata,
    Column("area_id", Key, primary_key=True),
    Column("cell", Key, primary_key=True),
    Index("shape_cells_at", "district", "cell"),
    ForeignKeyConstraint(["district", "area_id"], ["areas.district", "areas.id"]),
)


def upgrade() -> None:
    for table in (SHAPES, CELLS):
        create_tenant_table(op, table)
