"""The tables of candidates and of the tags that they may have."""

from sqlalchemy import JSON, BigInteger, Column, Date, Integer, MetaData

from services.chassis.storage.sealed_columns import sealed
from services.chassis.storage.tenant import Key, tenant_table

metadata = MetaData()

candidates = tenant_table(
    "candidates",
    metadata,
    Column("id", Key, primary_key=True),
    Column("area_id", Key),
    sealed("name", nullable=False),
    sealed("duty_phone"),
    Column("version", Integer),
)

candidate_tags = tenant_table(
    "candidate_tags",
    metadata,
    Column("candidate_id", Key, primary_key=True),
    Column("tag", Key, primary_key=True),
)

candidate_tag_lists = tenant_table(
    "candidate_tag_lists",
    metadata,
    Column("number", BigInteger, primary_key=True),
    Column("valid_from", Date),
    Column("tags", JSON),
)
