"""The audit is kept for as long as settings say, and its blocks for ever."""

from alembic import op

from services.chassis.storage.migrations import create_audit_keeping

revision = "0007_audit_keeping"
down_revision = "0006_audit_chain"


def upgrade() -> None:
    create_audit_keeping(op)
