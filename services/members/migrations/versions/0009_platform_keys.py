"""Platform keys."""

from alembic import op
from sqlalchemy import JSON, BigInteger, Column, Index, LargeBinary, MetaData, Text

from services.chassis.storage.migrations import create_tenant_table
from services.chassis.storage.tenant import Key, Moment, tenant_table

revision = "0009_platform_keys"
down_revision = "0008_audit_keeping"

KEYS = tenant_table(
    "platform_keys",
    MetaData(),
    Column("id", Key, primary_key=True),
    Column("name", Text, nullable=False),
    Column("type", Key, nullable=False),
    Column("roles", JSON, nullable=False),
    Column("area_id", Key),
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
    Column("secret", LargeBinary, nullable=False),
    Column("old_secret", LargeBinary),
    Column("version", BigInteger, nullable=False),
    Index("platform_keys_in", "district", "area_id", "made_at", "id"),
    Index("platform_keys_newest", "district", "made_at", "id"),
)


def upgrade() -> None:
    create_tenant_table(op, KEYS)
