"""The tables of imports: what was asked, which rows were bad, and what was there before."""

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, MetaData, Text

from services.chassis.storage.sealed_columns import sealed
from services.chassis.storage.tenant import Key, Moment, tenant_table

metadata = MetaData()

register_imports = tenant_table(
    "register_imports",
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
    Column("changed", Integer, nullable=False),
    Column("unchanged", Integer, nullable=False),
    Column("refused", Integer, nullable=False),
    sealed("sheet"),  # its token
    Column("version", BigInteger, nullable=False),
    Index("register_imports_of", "district", "community_id", "created_at", "id"),
)

# `wrong` is a JSON list of [column, fault, other row]; the cells stay in the file.
register_refusals = tenant_table(
    "register_refusals",
    metadata,
    Column("import_id", Key, primary_key=True),
    Column("row", Integer, primary_key=True),
    Column("wrong", Text, nullable=False),
)

# Who an import changed: as they were before, sealed, and the version that it left.
register_changes = tenant_table(
    "register_changes",
    metadata,
    Column("import_id", Key, primary_key=True),
    Column("resident_id", Key, primary_key=True),
    Column("version", BigInteger, nullable=False),
    sealed("before", row=("import_id", "resident_id"), joint=".", nullable=False),
    Index("register_changes_of", "district", "resident_id"),
)
