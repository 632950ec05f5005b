"""The example service of the bus: toys that are wound up, and a shelf that mirrors them."""

from sqlalchemy import BigInteger, Boolean, Column, Integer, MetaData

from services.chassis.storage.tenant import Key, tenant_table

metadata = MetaData()

toys = tenant_table(
    "toys",
    metadata,
    Column("id", Key, primary_key=True),
    Column("name", Key, nullable=False),
    Column("wound", Integer, nullable=False),
    Column("version", BigInteger, nullable=False),
)

windings = tenant_table(
    "windings",
    metadata,
    Column("id", Key, primary_key=True),
    Column("times", Integer, nullable=False),
)

shelf = tenant_table(
    "shelf",
    metadata,
    Column("id", Key, primary_key=True),
    Column("name", Key, nullable=False),
    Column("version", BigInteger, nullable=False),
    Column("removed", Boolean, nullable=False),
    Column("epoch", BigInteger, nullable=False),
)
