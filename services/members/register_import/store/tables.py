"""The tables of imports: what was asked, which rows were bad, and what was there before."""

from sqlalchemy import BigInteger, Column, Index, MetaData

from services.chassis.sheets.tables import imports_table, refusals_table
from services.chassis.storage.sealed_columns import sealed
from services.chassis.storage.tenant import Key, tenant_table

metadata = MetaData()

register_imports = imports_table(
    "register_imports", metadata, "community_id", ("new", "changed", "unchanged", "refused")
)
register_refusals = refusals_table("register_refusals", metadata)

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
