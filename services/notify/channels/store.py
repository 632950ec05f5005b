"""The mirror of the people on duty: class public, name and duty phone."""

from sqlalchemy import BigInteger, Boolean, Column, MetaData

from services.chassis.storage.tenant import Key, tenant_table

metadata = MetaData()

staff = tenant_table(
    "staff",
    metadata,
    Column("id", Key, primary_key=True),
    Column("display_name", Key, nullable=False),
    Column("duty_phone", Key, nullable=False),
    Column("version", BigInteger, nullable=False),
    Column("removed", Boolean, nullable=False),
    Column("epoch", BigInteger, nullable=False),
)
