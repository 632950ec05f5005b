"""The audit in blocks, each with the hash of the one before, and found by what it speaks of."""

from alembic import op

from services.chassis.storage.migrations import create_audit_chain

revision = "0006_audit_chain"
down_revision = "0005_deputies"


def upgrade() -> None:
    create_audit_chain(op)
