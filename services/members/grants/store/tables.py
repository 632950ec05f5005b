"""The tables of grants; areas are members' mirror."""

from sqlalchemy import BigInteger, Column, Index, MetaData, Text

from services.chassis.storage.mirror_tables import area_mirror
from services.chassis.storage.tenant import Key, Moment, tenant_table

metadata = MetaData()

grants = tenant_table(
    "grants",
    metadata,
    Column("id", Key, primary_key=True),
    Column("person_id", Key, nullable=False),
    Column("role", Key, nullable=False),
    Column("area_id", Key),  # null: the whole district
    Column("valid_from", Moment, nullable=False),
    Column("valid_until", Moment),
    Column("reason", Text, nullable=False),
    Column("source", Key, nullable=False),
    Column("given_by", Key, nullable=False),
    Column("given_at", Moment, nullable=False),
    Column("ended_at", Moment),
    Column("ended_by", Key),
    Column("version", BigInteger, nullable=False),
    Index("grants_of_person", "district", "person_id", "given_at", "id"),
    Index("grants_in", "district", "area_id", "given_at", "id"),
    Index("grants_newest", "district", "given_at", "id"),
    Index("grants_of_source", "district", "source", "given_at", "id"),
)

# Its own metadata: the one mirror of the service, as this room reads it.
areas = area_mirror(MetaData())
