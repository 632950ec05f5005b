"""Buildings and their dwellings, as they were when they came."""

from alembic import op
from sqlalchemy import Column, ForeignKeyConstraint, Index, Integer, MetaData, UniqueConstraint

from services.chassis.storage.migrations import create_tenant_table
from services.chassis.storage.tenant import Key, tenant_table

revision = "0003_dwellings"
down_revision = "0002_jobs"

metadata = MetaData()


def reference(column: str, table: str) -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["district", column], [f"{table}.district", f"{table}.id"])


# What the references lead to; made by the first script.
tenant_table("areas", metadata, Column("id", Key, primary_key=True))

BUILDINGS = tenant_table(
    "buildings",
    metadata,
    Column("id", Key, primary_key=True),
    Column("community_id", Key, nullable=False),
    Column("estate", Key, nullable=False),
    Column("name", Key, nullable=False),
    Column("units", Integer, nullable=False),
    Column("dwellings", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    UniqueConstraint("district", "community_id", "estate", "name", name="buildings_called"),
    reference("community_id", "areas"),
)
DWELLINGS = tenant_table(
    "dwellings",
    metadata,
    Column("id", Key, primary_key=True),
    Column("building_id", Key, nullable=False),
    Column("unit", Integer, nullable=False),
    Column("floor", Integer, nullable=False),
    Column("room", Key, nullable=False),
    Column("area_id", Key),
    UniqueConstraint("district", "building_id", "unit", "room", name="dwellings_called"),
    reference("building_id", "buildings"),
    reference("area_id", "areas"),
)
Index("dwellings_in", DWELLINGS.c.district, DWELLINGS.c.area_id)


def upgrade() -> None:
    for table in (BUILDINGS, DWELLINGS):
        create_tenant_table(op, table)
