"""The mirrors of the ground, of people on duty and of residents, and how events say that residents stand."""

from sqlalchemy import BigInteger, Column, Date, Index, Integer, MetaData

from services.chassis.storage.mirror_tables import area_mirror, grouping_mirror, kept_by_version, staff_mirror
from services.chassis.storage.tenant import Key, tenant_table

metadata = MetaData()

residents = tenant_table(
    "residents",
    metadata,
    Column("id", Key, primary_key=True),
    Column("household_id", Key, nullable=False),
    Column("area_id", Key, nullable=False),
    Column("birth_date", Key, nullable=False),  # an ISO date, as the event has it
    Column("sex", Integer, nullable=False),
    Column("status", Key, nullable=False),
    Column("dwelling_id", Key),  # null: told before members told it
    *kept_by_version(),
    Index("residents_in", "district", "area_id", "id"),
    Index("residents_of_dwelling", "district", "dwelling_id", "id"),
)

# One row a resident whom something was opened or ended for; who does either holds it.
standings = tenant_table(
    "standings",
    metadata,
    Column("resident_id", Key, primary_key=True),
    Column("status", Key, nullable=False),
    Column("left_on", Date),
    Column("version", BigInteger, nullable=False),
)

areas = area_mirror(metadata)
staff = staff_mirror(metadata)
grouped_dwellings = grouping_mirror(metadata)
