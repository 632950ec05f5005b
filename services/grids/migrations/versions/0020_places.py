"""Service places, who shares them, the figures of them that are kept, and a district's kinds of place."""

from alembic import op
from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
)

from services.chassis.storage.migrations import create_tenant_table
from services.chassis.storage.tenant import Key, tenant_table

revision = "0020_places"
down_revision = "0018_post_roles"

metadata = MetaData()


def reference(column: str, table: str) -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["district", column], [f"{table}.district", f"{table}.id"])


# What the references lead to; made by the first script.
tenant_table("areas", metadata, Column("id", Key, primary_key=True))

PLACES = tenant_table(
    "service_places",
    metadata,
    Column("id", Key, primary_key=True),
    Column("area_id", Key, nullable=False),
    Column("kind", Key, nullable=False),
    Column("name", Key, nullable=False),
    Column("mobile", Boolean, nullable=False),
    Column("address", Key, nullable=False),
    Column("lon", Integer),
    Column("lat", Integer),
    Column("area_m2", Integer),
    Column("capacity", Integer),
    Column("zones", JSON, nullable=False),
    Column("hours", JSON, nullable=False),
    Column("duties", JSON, nullable=False),
    Column("operators", JSON, nullable=False),
    Column("equipment", JSON, nullable=False),
    Column("uses", JSON, nullable=False),
    Column("closed_on", Date),
    Column("version", Integer, nullable=False),
    reference("area_id", "areas"),
    Index("service_places_in", "district", "area_id"),
    Index("service_places_named", "district", "name", "id"),
    Index("service_places_of_kind", "district", "kind", "name", "id"),
    Index("service_places_at", "district", "lat", "lon"),
)
SHARERS = tenant_table(
    "place_sharers",
    metadata,
    Column("place_id", Key, primary_key=True),
    Column("organisation_id", Key, primary_key=True),
    Column("name", Key, nullable=False),
    reference("place_id", "service_places"),
    Index("place_sharers_of", "district", "organisation_id", "place_id"),
)
COUNTS = tenant_table(
    "place_counts",
    metadata,
    Column("area_id", Key, primary_key=True),
    Column("kind", Key, primary_key=True),
    Column("places", BigInteger, nullable=False),
    Column("area_m2", BigInteger, nullable=False),
    Column("capacity", BigInteger, nullable=False),
)
KINDS = tenant_table(
    "place_kinds",
    metadata,
    Column("number", BigInteger, primary_key=True),
    Column("valid_from", Date, nullable=False),
    Column("kinds", JSON, nullable=False),
)


def upgrade() -> None:
    for table in (PLACES, SHARERS, COUNTS, KINDS):
        create_tenant_table(op, table)
