"""Grants, and tokens that were called back."""

from alembic import op
from sqlalchemy import BigInteger, Column, Index, MetaData, Text

from services.chassis.storage.migrations import create_revocation_table, create_tenant_table
from services.chassis.storage.tenant import Key, Moment, tenant_table

revision = "0006_grants"
down_revision = "0005_as_imported"

GRANTS = tenant_table(
    "grants",
    MetaData(),
    Column("id", Key, primary_key=True),
    Column("person_id", Key, nullable=False),
    Column("role", Key, nullable=False),
    Column("area_id", Key),
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
)


def upgrade() -> None:
    create_revocation_table(op)
    create_tenant_table(op, GRANTS)
