"""The tables of groupings."""

from datetime import date

from sqlalchemy import Boolean, Column, ColumnElement, Date, Integer, MetaData, and_, or_

from services.chassis.storage.tenant import Key, tenant_table

metadata = MetaData()

grouping_kinds = tenant_table(
    "grouping_kinds",
    metadata,
    Column("kind", Key, primary_key=True),
    Column("name_zh", Key),
    Column("name_en", Key),
    Column("whole", Boolean),
    Column("version", Integer),
)

groupings = tenant_table(
    "groupings",
    metadata,
    Column("id", Key, primary_key=True),
    Column("kind", Key),
    Column("community_id", Key),
    Column("name", Key),
    Column("whole", Boolean),
    Column("closed_on", Date),
    Column("version", Integer),
)

grouping_units = tenant_table(
    "grouping_units",
    metadata,
    Column("kind", Key, primary_key=True),
    Column("building_id", Key, primary_key=True),
    Column("unit", Integer, primary_key=True),
    Column("grouping_id", Key),
    Column("version", Integer),  # of the grouping, from which on it has the unit
)

grouping_holders = tenant_table(
    "grouping_holders",
    metadata,
    Column("id", Key, primary_key=True),
    Column("grouping_id", Key),
    Column("staff_id", Key),
    Column("valid_from", Date),
    Column("valid_to", Date),
    Column("version", Integer),
)


def lasting(beyond: date | ColumnElement[date]) -> ColumnElement[bool]:
    """Without those that were withdrawn, which end on their first day."""
    until = grouping_holders.c.valid_to
    return or_(until.is_(None), and_(until > beyond, until > grouping_holders.c.valid_from))
