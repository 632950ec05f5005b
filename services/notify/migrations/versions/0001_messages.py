"""Messages, templates, and the mirrors of areas and staff, as they were when notify began."""

from alembic import op
from sqlalchemy import JSON, BigInteger, Boolean, Column, Index, Integer, MetaData, Text, text

from services.chassis.storage.migrations import create_chassis_tables, create_tenant_table
from services.chassis.storage.tenant import Key, Moment, tenant_table

revision = "0001_messages"
down_revision = None

metadata = MetaData()
UNENDED = text("state IN ('queued', 'sending')")

MESSAGES = tenant_table(
    "messages",
    metadata,
    Column("id", Key, primary_key=True),
    Column("recipient_id", Key, nullable=False),
    Column("template_key", Key, nullable=False),
    Column("template_edition", Key, nullable=False),
    Column("language", Key, nullable=False),
    Column("variables", JSON, nullable=False),
    Column("case_id", Key, nullable=False),
    Column("area_id", Key, nullable=False),
    Column("queued_at", Moment, nullable=False),
    Column("state", Key, nullable=False),
    Column("reason", Key),
    Column("tries", Integer, nullable=False),
    Column("leased_until", Moment),
    Column("ended_at", Moment),
    Column("version", BigInteger, nullable=False),
    Index("messages_newest", "district", "queued_at", "id"),
    Index("messages_of_case", "district", "case_id", "queued_at", "id"),
    Index("messages_of_recipient", "district", "recipient_id", "queued_at", "id"),
    Index("messages_due", "district", "queued_at", "id", postgresql_where=UNENDED, sqlite_where=UNENDED),
)
TEMPLATES = tenant_table(
    "templates",
    metadata,
    Column("key", Key, primary_key=True),
    Column("language", Key, primary_key=True),
    Column("version", BigInteger, primary_key=True),
    Column("text", Text, nullable=False),
)
AREAS = tenant_table(
    "areas",
    metadata,
    Column("id", Key, primary_key=True),
    Column("parent_id", Key),
    Column("path", Key, nullable=False),
    Column("kind", Key, nullable=False),
    Column("name", Key, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("version", BigInteger, nullable=False),
    Column("removed", Boolean, nullable=False),
    Column("epoch", BigInteger, nullable=False),
    Index("areas_by_path", "district", "path"),
)
STAFF = tenant_table(
    "staff",
    metadata,
    Column("id", Key, primary_key=True),
    Column("display_name", Key, nullable=False),
    Column("duty_phone", Key, nullable=False),
    Column("version", BigInteger, nullable=False),
    Column("removed", Boolean, nullable=False),
    Column("epoch", BigInteger, nullable=False),
)


def upgrade() -> None:
    create_chassis_tables(op)
    for table in (MESSAGES, TEMPLATES, AREAS, STAFF):
        create_tenant_table(op, table)
