"""Areas in the course of time: when each began and ended, what it was like in between, and why.

What stood before is said to stand since ever, as it is now.
"""

from alembic import op
from sqlalchemy import BigInteger, Column, Date, ForeignKeyConstraint, Index, MetaData, text

from services.chassis.storage.migrations import create_tenant_table
from services.chassis.storage.tenant import Key, Moment, tenant_table

revision = "0016_area_changes"
down_revision = "0015_estate_sheets"

metadata = MetaData()
EVER = "1900-01-01"


def reference(column: str, table: str, key: str = "id") -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["district", column], [f"{table}.district", f"{table}.{key}"])


# What the references lead to; made by the first script.
tenant_table("areas", metadata, Column("id", Key, primary_key=True))

CHANGES = tenant_table(
    "area_changes",
    metadata,
    Column("number", BigInteger, primary_key=True),
    Column("kind", Key, nullable=False),
    Column("effective_on", Date, nullable=False),
    Column("document_number", Key),
    Column("primary_id", Key),
    Column("was", Key),
    Column("became", Key),
    Column("by", Key, nullable=False),
    Column("at", Moment, nullable=False),
    reference("primary_id", "areas"),
)
SIDES = tenant_table(
    "area_change_sides",
    metadata,
    Column("area_id", Key, primary_key=True),
    Column("number", BigInteger, primary_key=True),
    Column("side", Key, primary_key=True),
    reference("area_id", "areas"),
    reference("number", "area_changes", "number"),
)
Index("area_change_sides_of", SIDES.c.district, SIDES.c.number)
SPANS = tenant_table(
    "area_spans",
    metadata,
    Column("area_id", Key, primary_key=True),
    Column("valid_from", Date, primary_key=True),
    Column("valid_to", Date),
    Column("parent_id", Key),
    Column("name", Key, nullable=False),
    reference("area_id", "areas"),
    reference("parent_id", "areas"),
)
Index("area_spans_below", SPANS.c.district, SPANS.c.parent_id, SPANS.c.area_id)

STANDING = text(
    "INSERT INTO area_spans (district, area_id, valid_from, valid_to, parent_id, name) "
    "SELECT district, id, valid_from, valid_to, parent_id, name FROM areas"
)


def upgrade() -> None:
    op.add_column("trees", Column("changes", BigInteger, nullable=False, server_default="0"))
    op.add_column("areas", Column("valid_from", Date, nullable=False, server_default=EVER))
    op.add_column("areas", Column("valid_to", Date))
    op.add_column("areas", Column("since", Date, nullable=False, server_default=EVER))
    op.add_column("areas", Column("founded_in", BigInteger))
    for table in (CHANGES, SIDES, SPANS):
        create_tenant_table(op, table)
    op.execute(STANDING)
