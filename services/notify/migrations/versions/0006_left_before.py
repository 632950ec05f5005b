"""Messages that had left before a restore: they are not sent once more."""

from alembic import op
from sqlalchemy import Column, MetaData

from services.chassis.storage.migrations import create_tenant_table
from services.chassis.storage.tenant import Key, Moment, tenant_table

revision = "0006_left_before"
down_revision = "0005_audit_keeping"

MESSAGES_LEFT = tenant_table(
    "messages_left",
    MetaData(),
    Column("id", Key, primary_key=True),
    Column("at", Moment, nullable=False),
    is_index=True,
)


def upgrade() -> None:
    create_tenant_table(op, MESSAGES_LEFT)
