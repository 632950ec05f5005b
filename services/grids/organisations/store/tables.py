"""The tables of organisations."""

from sqlalchemy import JSON, BigInteger, Column, Date, Integer, MetaData

from services.chassis.storage.tenant import Key, tenant_table

metadata = MetaData()

organisations = tenant_table(
    "organisations",
    metadata,
    Column("id", Key, primary_key=True),
    Column("kind", Key),
    Column("name", Key),
    Column("parent_id", Key),
    Column("area_id", Key),  # where it lies: that of its grouping with it; null: bound to nothing
    Column("grouping_id", Key),
    Column("founded_on", Date),
    Column("closed_on", Date),
    Column("version", Integer),
)

organisation_members = tenant_table(
    "organisation_members",
    metadata,
    Column("id", Key, primary_key=True),
    Column("organisation_id", Key),
    Column("staff_id", Key),
    Column("capacity", Key),
    Column("department", Key),
    Column("valid_from", Date),
    Column("valid_to", Date),
    Column("version", Integer),
)

organisation_kinds = tenant_table(
    "organisation_kinds",
    metadata,
    Column("number", BigInteger, primary_key=True),
    Column("valid_from", Date),
    Column("kinds", JSON),
    Column("capacities", JSON),
)
