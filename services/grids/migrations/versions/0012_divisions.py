"""Official divisions of the pilot areas, with what happened to them: reference data of all districts."""

from alembic import op
from sqlalchemy import JSON, Column, Date, Index, Integer, MetaData, Table

from services.chassis.storage.migrations import create_public_table
from services.chassis.storage.tenant import Key
from services.grids.migrations.divisions import DATA, load

revision = "0012_divisions"
down_revision = "0011_code_schemes"

metadata = MetaData()

DIVISIONS = Table(
    "divisions",
    metadata,
    Column("scheme", Key, primary_key=True),
    Column("code", Key, primary_key=True),
    Column("valid_from", Date, primary_key=True),
    Column("valid_to", Date),
    Column("name", Key, nullable=False),
    Column("level", Integer, nullable=False),
    Column("parent_code", Key),
)
Index("divisions_below", DIVISIONS.c.scheme, DIVISIONS.c.parent_code, DIVISIONS.c.code)
EVENTS = Table(
    "division_events",
    metadata,
    Column("id", Key, primary_key=True),
    Column("scheme", Key, nullable=False),
    Column("kind", Key, nullable=False),
    Column("day", Date, nullable=False),
    Column("document_no", Key, nullable=False),
    Column("from_codes", JSON, nullable=False),
    Column("to_codes", JSON, nullable=False),
)
SUCCESSIONS = Table(
    "division_successions",
    metadata,
    Column("scheme", Key, primary_key=True),
    Column("from_code", Key, primary_key=True),
    Column("day", Date, primary_key=True),
    Column("event_id", Key, primary_key=True),
)


def upgrade() -> None:
    for table in (DIVISIONS, EVENTS, SUCCESSIONS):
        create_public_table(op, table)
    for file in sorted(DATA.glob("*.csv")):
        load(op.get_bind(), file)
