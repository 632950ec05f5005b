"""The tables of imports of areas, with their bad rows, and of sheets that are given out."""

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, MetaData, Text

from services.chassis.storage.sealed_columns import sealed
from services.chassis.storage.tenant import Key, Moment, tenant_table

metadata = MetaData()

# `root` is the area that it begins at, the empty text for the top of the district.
area_imports = tenant_table(
    "area_imports",
    metadata,
    Column("id", Key, primary_key=True),
    Column("root", Key, nullable=False),
    Column("file_name", Text, nullable=False),
    sealed("file", nullable=False),  # its token
    Column("is_trial", Boolean, nullable=False),
    Column("job_id", Key, nullable=False),
    Column("asked_by", Key, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("state", Key, nullable=False),
    Column("new", Integer, nullable=False),
    Column("renamed", Integer, nullable=False),
    Column("unchanged", Integer, nullable=False),
    Column("refused", Integer, nullable=False),
    sealed("sheet"),  # its token
    Column("version", BigInteger, nullable=False),
    Index("area_imports_of", "district", "root", "created_at", "id"),
)

# `wrong` is a JSON list of [column, fault, other row]; the cells stay in the file.
area_refusals = tenant_table(
    "area_refusals",
    metadata,
    Column("import_id", Key, primary_key=True),
    Column("row", Integer, primary_key=True),
    Column("wrong", Text, nullable=False),
)

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
