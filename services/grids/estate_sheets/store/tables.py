"""The tables of imports of estates, with their bad rows."""

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, MetaData, Text

from services.chassis.storage.sealed_columns import sealed
from services.chassis.storage.tenant import Key, Moment, tenant_table

metadata = MetaData()

estate_imports = tenant_table(
    "estate_imports",
    metadata,
    Column("id", Key, primary_key=True),
    Column("community_id", Key, nullable=False),
    Column("file_name", Text, nullable=False),
    sealed("file", nullable=False),  # its token
    Column("is_trial", Boolean, nullable=False),
    Column("job_id", Key, nullable=False),
    Column("asked_by", Key, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("state", Key, nullable=False),
    Column("new", Integer, nullable=False),
    Column("given", Integer, nullable=False),
    Column("unchanged", Integer, nullable=False),
    Column("refused", Integer, nullable=False),
    sealed("sheet"),  # its token
    Column("version", BigInteger, nullable=False),
    Index("estate_imports_of", "district", "community_id", "created_at", "id"),
)

# `wrong` is a JSON list of [column, fault, other row]; the cells stay in the file.
estate_refusals = tenant_table(
    "estate_refusals",
    metadata,
    Column("import_id", Key, primary_key=True),
    Column("row", Integer, primary_key=True),
    Column("wrong", Text, nullable=False),
)
