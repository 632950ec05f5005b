"""The table of platform keys; areas are members' mirror."""

from sqlalchemy import JSON, BigInteger, Column, Index, MetaData, Text

from services.chassis.storage.mirror_tables import area_mirror
from services.chassis.storage.sealed_columns import sealed
from services.chassis.storage.tenant import Key, Moment, tenant_table

metadata = MetaData()

platform_keys = tenant_table(
    "platform_keys",
    metadata,
    Column("id", Key, primary_key=True),
    Column("name", Text, nullable=False),
    Column("type", Key, nullable=False),
    Column("roles", JSON, nullable=False),
    Column("area_id", Key),  # null: the whole district
    Column("valid_from", Moment, nullable=False),
    Column("valid_until", Moment, nullable=False),
    Column("networks", JSON, nullable=False),
    Column("rates", JSON, nullable=False),
    Column("reason", Text, nullable=False),
    Column("made_by", Key, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("rotated_at", Moment),
    Column("old_until", Moment),
    Column("ended_at", Moment),
    Column("ended_by", Key),
    sealed("secret", nullable=False),  # its hash
    sealed("old_secret", sealed_as="secret"),
    Column("version", BigInteger, nullable=False),
    Index("platform_keys_in", "district", "area_id", "made_at", "id"),
    Index("platform_keys_newest", "district", "made_at", "id"),
)
SECRET = frozenset({"secret", "old_secret"})

# Its own metadata: the one mirror of the service, as this room reads it.
areas = area_mirror(MetaData())
