"""The tables of people: numbers, phones and e-mails sealed, with digests to find the first two by."""

from sqlalchemy import BigInteger, Column, Date, Index, Integer, MetaData, Text

from services.chassis.seal import SealedField
from services.chassis.storage.mirror_tables import area_mirror, grouping_mirror, staff_mirror
from services.chassis.storage.sealed_columns import digest, sealed
from services.chassis.storage.tenant import Key, Moment, tenant_table

metadata = MetaData()
DOCUMENT, PHONE = SealedField("residents", "document"), SealedField("residents", "phone")
PHONE_KIND = "phone"

households = tenant_table(
    "households",
    metadata,
    Column("id", Key, primary_key=True),
    Column("dwelling_id", Key, nullable=False),
    Column("area_id", Key, nullable=False),
    Column("import_id", Key),
    Column("version", BigInteger, nullable=False),
    Index("households_in", "district", "area_id", "id"),
    Index("households_of_import", "district", "import_id"),
    Index("households_of_dwelling", "district", "dwelling_id"),
)

residents = tenant_table(
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
    sealed("document"),
    sealed("phone"),
    Column("import_id", Key),
    Column("version", BigInteger, nullable=False),
    Column("died_on", Date),
    Column("moved_out_on", Date),
    sealed("email"),
    Column("import_version", BigInteger),  # in which it is as it came with its import; null: the first
    Index("residents_of_household", "district", "household_id"),
    Index("residents_in", "district", "area_id", "id"),
    Index("residents_of_import", "district", "import_id"),
)

# An index in all but name, three rows to a person: no reference is checked for each of them.
name_keys = tenant_table(
    "name_keys",
    metadata,
    Column("resident_id", Key, primary_key=True),
    Column("key", Key, primary_key=True),
    Index("name_keys_by_key", "district", "key", "resident_id"),
    is_index=True,
)

# A number is one person's: its digest is the key, of every version of the digest key that is in use (D11).
person_digests = tenant_table(
    "person_digests",
    metadata,
    Column("kind", Key, primary_key=True),
    Column("key_version", Integer, primary_key=True),
    digest("digest", of=DOCUMENT, row="person_id", kind_column="kind"),
    Column("person_id", Key, nullable=False),
    Index("person_digests_of", "district", "person_id"),
    is_index=True,
)

phone_digests = tenant_table(
    "phone_digests",
    metadata,
    Column("key_version", Integer, primary_key=True),
    digest("digest", of=PHONE, row="person_id", kind=PHONE_KIND),
    Column("person_id", Key, primary_key=True),
    Index("phone_digests_of", "district", "person_id"),
    is_index=True,
)

reveals = tenant_table(
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

# Those alone that came into another area; what an import has read of them may be older.
dwelling_places = tenant_table(
    "dwelling_places",
    metadata,
    Column("id", Key, primary_key=True),
    Column("area_id", Key, nullable=False),
    Column("version", BigInteger, nullable=False),
)

# The news that an area has ended may come before its row of the mirror says so.
ended_areas = tenant_table("ended_areas", metadata, Column("area_id", Key, primary_key=True))

areas = area_mirror(metadata)
staff = staff_mirror(metadata)
grouped_dwellings = grouping_mirror(metadata)
