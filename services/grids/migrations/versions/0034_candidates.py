"""Candidates for grid work, their tags, and a district's lists of tags."""

from alembic import op
from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    Date,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
)

from services.chassis.storage.migrations import create_tenant_table
from services.chassis.storage.tenant import Key, tenant_table

revision = "0034_candidates"
down_revision = "0033_work_log"

metadata = MetaData()


def reference(column: str, table: str) -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["district", column], [f"{table}.district", f"{table}.id"])


# What the reference leads to; made by the first script.
tenant_table("areas", metadata, Column("id", Key, primary_key=True))

CANDIDATES = tenant_table(
    "candidates",
    metadata,
    Column("id", Key, primary_key=True),
    Column("area_id", Key, nullable=False),
    Column("name", LargeBinary, nullable=False),
    Column("duty_phone", LargeBinary),
    Column("version", Integer, nullable=False),
    reference("area_id", "areas"),
    Index("candidates_in", "district", "area_id"),
)
TAGS = tenant_table(
    "candidate_tags",
    metadata,
    Column("candidate_id", Key, primary_key=True),
    Column("tag", Key, primary_key=True),
    reference("candidate_id", "candidates"),
)
LISTS = tenant_table(
    "candidate_tag_lists",
    metadata,
    Column("number", BigInteger, primary_key=True),
    Column("valid_from", Date, nullable=False),
    Column("tags", JSON, nullable=False),
)


def upgrade() -> None:
    for table in (CANDIDATES, TAGS, LISTS):
        create_tenant_table(op, table)
