"""Groupings beside the nesting of areas: courtyards, estates, residents' groups, with units and holders."""

from alembic import op
from sqlalchemy import Boolean, Column, Date, ForeignKeyConstraint, Index, Integer, MetaData

from services.chassis.storage.migrations import create_tenant_table
from services.chassis.storage.tenant import Key, tenant_table

revision = "0014_groupings"
down_revision = "0013_coverage"

metadata = MetaData()


def reference(column: str, table: str) -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["district", column], [f"{table}.district", f"{table}.id"])


# What the references lead to; made by the scripts before.
for known in ("areas", "buildings", "staff"):
    tenant_table(known, metadata, Column("id", Key, primary_key=True))

KINDS = tenant_table(
    "grouping_kinds",
    metadata,
    Column("kind", Key, primary_key=True),
    Column("name_zh", Key, nullable=False),
    Column("name_en", Key, nullable=False),
    Column("whole", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
)
GROUPINGS = tenant_table(
    "groupings",
    metadata,
    Column("id", Key, primary_key=True),
    Column("kind", Key, nullable=False),
    Column("community_id", Key, nullable=False),
    Column("name", Key, nullable=False),
    Column("whole", Boolean, nullable=False),
    Column("closed_on", Date),
    Column("version", Integer, nullable=False),
    reference("community_id", "areas"),
)
OPEN = GROUPINGS.c.closed_on.is_(None)
ITS = (GROUPINGS.c.district, GROUPINGS.c.community_id, GROUPINGS.c.name)
Index("groupings_called", *ITS, GROUPINGS.c.kind, unique=True, postgresql_where=OPEN, sqlite_where=OPEN)
Index("groupings_of", *ITS, GROUPINGS.c.id, postgresql_where=OPEN, sqlite_where=OPEN)
Index("groupings_in", GROUPINGS.c.district, GROUPINGS.c.community_id)
UNITS = tenant_table(
    "grouping_units",
    metadata,
    Column("kind", Key, primary_key=True),
    Column("building_id", Key, primary_key=True),
    Column("unit", Integer, primary_key=True),
    Column("grouping_id", Key, nullable=False),
    reference("building_id", "buildings"),
    reference("grouping_id", "groupings"),
)
Index("grouping_units_of", UNITS.c.district, UNITS.c.grouping_id, UNITS.c.building_id, UNITS.c.unit)
Index("grouping_units_at", UNITS.c.district, UNITS.c.building_id, UNITS.c.unit)
HOLDERS = tenant_table(
    "grouping_holders",
    metadata,
    Column("id", Key, primary_key=True),
    Column("grouping_id", Key, nullable=False),
    Column("staff_id", Key, nullable=False),
    Column("valid_from", Date, nullable=False),
    Column("valid_to", Date),
    Column("version", Integer, nullable=False),
    reference("grouping_id", "groupings"),
    reference("staff_id", "staff"),
)
Index("grouping_holders_of", HOLDERS.c.district, HOLDERS.c.grouping_id, HOLDERS.c.valid_from, HOLDERS.c.id)
Index("grouping_holders_by", HOLDERS.c.district, HOLDERS.c.staff_id)


def upgrade() -> None:
    for table in (KINDS, GROUPINGS, UNITS, HOLDERS):
        create_tenant_table(op, table)
