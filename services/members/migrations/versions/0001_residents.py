"""Households, residents with what they are found by, and the mirrors of areas and staff, as members began."""

from alembic import op
from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Text,
)

from services.chassis.storage.migrations import create_chassis_tables, create_job_table, create_tenant_table
from services.chassis.storage.mirror_tables import area_mirror, staff_mirror
from services.chassis.storage.tenant import Key, Moment, tenant_table

revision = "0001_residents"
down_revision = None

metadata = MetaData()


def reference(column: str, table: str) -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["district", column], [f"{table}.district", f"{table}.id"])


HOUSEHOLDS = tenant_table(
    "households",
    metadata,
    Column("id", Key, primary_key=True),
    Column("dwelling_id", Key, nullable=False),
    Column("area_id", Key, nullable=False),
    Column("import_id", Key),
    Column("version", BigInteger, nullable=False),
    Index("households_in", "district", "area_id", "id"),
    Index("households_of_import", "district", "import_id"),
)
RESIDENTS = tenant_table(
    "residents",
    metadata,
    Column("id", Key, primary_key=True),
    Column("household_id", Key, nullable=False),
    Column("area_id", Key, nullable=False),
    Column("name", Key, nullable=False),
    Column("sex", Integer, nullable=False),
    Column("birth_date", Date, nullable=False),
    Column("relation", Key, nullable=False),
    Column("residency", Key, nullable=False),
    Column("status", Key, nullable=False),
    Column("document_kind", Key),
    Column("document", LargeBinary),
    Column("phone", LargeBinary),
    Column("import_id", Key),
    Column("version", BigInteger, nullable=False),
    Index("residents_of_household", "district", "household_id"),
    Index("residents_in", "district", "area_id", "id"),
    Index("residents_of_import", "district", "import_id"),
    reference("household_id", "households"),
)
NAME_KEYS = tenant_table(
    "name_keys",
    metadata,
    Column("resident_id", Key, primary_key=True),
    Column("key", Key, primary_key=True),
    Index("name_keys_by_key", "district", "key", "resident_id"),
    is_index=True,
)
PERSON_DIGESTS = tenant_table(
    "person_digests",
    metadata,
    Column("kind", Key, primary_key=True),
    Column("key_version", Integer, primary_key=True),
    Column("digest", LargeBinary, primary_key=True),
    Column("person_id", Key, nullable=False),
    Index("person_digests_of", "district", "person_id"),
    reference("person_id", "residents"),
    is_index=True,
)
PHONE_DIGESTS = tenant_table(
    "phone_digests",
    metadata,
    Column("key_version", Integer, primary_key=True),
    Column("digest", LargeBinary, primary_key=True),
    Column("person_id", Key, primary_key=True),
    Index("phone_digests_of", "district", "person_id"),
    reference("person_id", "residents"),
    is_index=True,
)
REVEALS = tenant_table(
    "reveals",
    metadata,
    Column("id", Key, primary_key=True),
    Column("resident_id", Key, nullable=False),
    Column("request_id", Key, nullable=False),
    Column("at", Moment, nullable=False),
    Column("principal", Key, nullable=False),
    Column("what", Key, nullable=False),
    Column("reason", Text, nullable=False),
    Index("reveals_of_resident", "district", "resident_id", "at"),
)
AREAS, STAFF = area_mirror(metadata), staff_mirror(metadata)


def upgrade() -> None:
    create_chassis_tables(op)
    create_job_table(op)
    for table in (HOUSEHOLDS, RESIDENTS, NAME_KEYS, PERSON_DIGESTS, PHONE_DIGESTS, REVEALS, AREAS, STAFF):
        create_tenant_table(op, table)
