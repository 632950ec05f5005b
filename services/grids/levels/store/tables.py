"""The table of level schemes."""

from sqlalchemy import JSON, BigInteger, Column, Date, MetaData

from services.chassis.storage.tenant import Key, tenant_table

metadata = MetaData()

level_schemes = tenant_table(
    "level_schemes",
    metadata,
    Column("number", BigInteger, primary_key=True),
    Column("valid_from", Date, nullable=False),
    Column("preset", Key),
    Column("levels", JSON, nullable=False),
)
