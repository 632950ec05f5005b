"""The tables of shapes: outlines with their bounds, and the cells that they are found by."""

from sqlalchemy import BigInteger, Column, Double, Index, MetaData, Text

from services.chassis.storage.tenant import Key, tenant_table

metadata = MetaData()

# `shape` is GeoJSON, null for one that was taken away.
area_shapes = tenant_table(
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
)

shape_cells = tenant_table(
    "shape_cells",
    metadata,
    Column("area_id", Key, primary_key=True),
    Column("cell", Key, primary_key=True),
    Index("shape_cells_at", "district", "cell"),
)
