"""Units in the course of time: which grid each was given to from which day on.

What lies in a grid now is said to have lain there since ever, as far as the changes of areas up to now allow.
"""

from datetime import date

from alembic import op
from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Date,
    ForeignKeyConstraint,
    Insert,
    Integer,
    MetaData,
    func,
    insert,
    literal,
    select,
    true,
)

from services.chassis.storage.migrations import create_tenant_table
from services.chassis.storage.tenant import Key, tenant_table

revision = "0031_unit_grids"
down_revision = "0030_city_apps"

metadata = MetaData()
EVER = date(1900, 1, 1)

# What is read, and what the references lead to.
tenant_table("areas", metadata, Column("id", Key, primary_key=True))
tenant_table("buildings", metadata, Column("id", Key, primary_key=True))
DWELLINGS = tenant_table(
    "dwellings",
    metadata,
    Column("id", Key, primary_key=True),
    Column("building_id", Key),
    Column("unit", Integer),
    Column("area_id", Key),
)
TREES = tenant_table("trees", metadata, Column("changes", BigInteger))

UNIT_GRIDS = tenant_table(
    "unit_grids",
    metadata,
    Column("building_id", Key, primary_key=True),
    Column("unit", Integer, primary_key=True),
    Column("valid_from", Date, primary_key=True),
    Column("area_id", Key, nullable=False),
    Column("knows", BigInteger, nullable=False),
    ForeignKeyConstraint(["district", "building_id"], ["buildings.district", "buildings.id"]),
    ForeignKeyConstraint(["district", "area_id"], ["areas.district", "areas.id"]),
)


def upgrade() -> None:
    create_tenant_table(op, UNIT_GRIDS)
    op.execute(standing(true()))


def standing(where: ColumnElement[bool]) -> Insert:
    unit = (DWELLINGS.c.district, DWELLINGS.c.building_id, DWELLINGS.c.unit)
    changes = select(TREES.c.changes).where(TREES.c.district == DWELLINGS.c.district).scalar_subquery()
    lying = select(*unit, literal(EVER, Date), func.max(DWELLINGS.c.area_id), func.coalesce(changes, 0))
    lying = lying.where(where, DWELLINGS.c.area_id.is_not(None)).group_by(*unit)
    return insert(UNIT_GRIDS).from_select([column.name for column in UNIT_GRIDS.columns], lying)
