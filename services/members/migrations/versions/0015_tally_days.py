"""What is counted of an area is kept by days, from today on where people live already."""

from alembic import op
from sqlalchemy import BigInteger, Column, Date, MetaData, text

from services.chassis.clock import SystemClock
from services.chassis.storage.migrations import create_tenant_table
from services.chassis.storage.tenant import Key, tenant_table

revision = "0015_tally_days"
down_revision = "0014_tallies"

metadata = MetaData()

DAYS = tenant_table(
    "tally_days",
    metadata,
    Column("area_id", Key, primary_key=True),
    Column("day", Date, primary_key=True),
    Column("households", BigInteger, nullable=False),
    Column("residents", BigInteger, nullable=False),
)
BEGINNINGS = tenant_table("tally_beginnings", metadata, Column("day", Date, nullable=False))


def upgrade() -> None:
    for table in (DAYS, BEGINNINGS):
        create_tenant_table(op, table)
    connection, today = op.get_bind(), SystemClock().today()
    counted = connection.execute(text("SELECT district, area_id, households, residents FROM area_tallies"))
    if rows := [dict(row) | {"day": today} for row in counted.mappings()]:
        connection.execute(DAYS.insert(), rows)
        districts = sorted({row["district"] for row in rows})
        connection.execute(BEGINNINGS.insert(), [{"district": each, "day": today} for each in districts])
