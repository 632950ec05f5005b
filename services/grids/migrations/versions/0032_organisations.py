"""Organisations in trees of their own over the same ground, their members, and a district's kinds of them."""

from alembic import op
from sqlalchemy import JSON, BigInteger, Column, Date, ForeignKeyConstraint, Index, Integer, MetaData

from services.chassis.storage.migrations import create_tenant_table
from services.chassis.storage.tenant import Key, tenant_table

revision = "0032_organisations"
down_revision = "0031_unit_grids"

metadata = MetaData()


def reference(column: str, table: str) -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["district", column], [f"{table}.district", f"{table}.id"])


# What the references lead to; made by the scripts before.
for known in ("areas", "groupings", "staff"):
    tenant_table(known, metadata, Column("id", Key, primary_key=True))

KINDS = tenant_table(
    "organisation_kinds",
    metadata,
    Column("number", BigInteger, primary_key=True),
    Column("valid_from", Date, nullable=False),
    Column("kinds", JSON, nullable=False),
    Column("capacities", JSON, nullable=False),
)
ORGANISATIONS = tenant_table(
    "organisations",
    metadata,
    Column("id", Key, primary_key=True),
    Column("kind", Key, nullable=False),
    Column("name", Key, nullable=False),
    Column("parent_id", Key),
    Column("area_id", Key),
    Column("grouping_id", Key),
    Column("founded_on", Date, nullable=False),
    Column("closed_on", Date),
    Column("version", Integer, nullable=False),
    reference("parent_id", "organisations"),
    reference("area_id", "areas"),
    reference("grouping_id", "groupings"),
    Index("organisations_in", "district", "area_id", "kind"),
    Index("organisations_named", "district", "name", "id"),
    Index("organisations_of_kind", "district", "kind", "name", "id"),
    Index("organisations_below", "district", "parent_id", "name", "id"),
    Index("organisations_of_grouping", "district", "grouping_id", "kind"),
)
MEMBERS = tenant_table(
    "organisation_members",
    metadata,
    Column("id", Key, primary_key=True),
    Column("organisation_id", Key, nullable=False),
    Column("staff_id", Key, nullable=False),
    Column("capacity", Key, nullable=False),
    Column("department", Key),
    Column("valid_from", Date, nullable=False),
    Column("valid_to", Date),
    Column("version", Integer, nullable=False),
    reference("organisation_id", "organisations"),
    reference("staff_id", "staff"),
    Index("organisation_members_of", "district", "organisation_id", "valid_from", "id"),
    Index("organisation_members_by", "district", "staff_id"),
)


def upgrade() -> None:
    for table in (KINDS, ORGANISATIONS, MEMBERS):
        create_tenant_table(op, table)
