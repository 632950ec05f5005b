"""The tables of imports of areas, with their bad rows, and of sheets that are given out."""

from sqlalchemy import BigInteger, Column, Integer, MetaData

from services.chassis.sheets.tables import imports_table, refusals_table
from services.chassis.storage.sealed_columns import sealed
from services.chassis.storage.tenant import Key, Moment, tenant_table

metadata = MetaData()

# `root` is the area that it begins at, the empty text for the top of the district.
area_imports = imports_table("area_imports", metadata, "root", ("new", "renamed", "unchanged", "refused"))
area_refusals = refusals_table("area_refusals", metadata)

area_sheets = tenant_table(
    "area_sheets",
    metadata,
    Column("id", Key, primary_key=True),
    Column("root", Key, nullable=False),
    Column("format", Key, nullable=False),
    Column("job_id", Key, nullable=False),
    Column("asked_by", Key, nullable=False),
    Column("created_at", Moment, nullable=False),
    sealed("file"),  # its token
    Column("areas", Integer, nullable=False),
    Column("version", BigInteger, nullable=False),
)
