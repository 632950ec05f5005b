"""A district registers the systems that have ids of their own for its areas."""

from alembic import op
from sqlalchemy import Column, Integer, MetaData

from services.chassis.storage.migrations import create_tenant_table
from services.chassis.storage.tenant import Key, tenant_table

revision = "0011_code_schemes"
down_revision = "0010_levels"

CODE_SCHEMES = tenant_table(
    "code_schemes",
    MetaData(),
    Column("scheme", Key, primary_key=True),
    Column("name", Key, nullable=False),
    Column("version", Integer, nullable=False),
)


def upgrade() -> None:
    create_tenant_table(op, CODE_SCHEMES)
