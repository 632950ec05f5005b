"""The tables of imports of estates, with their bad rows."""

from sqlalchemy import MetaData

from services.chassis.sheets.tables import imports_table, refusals_table

metadata = MetaData()

estate_imports = imports_table(
    "estate_imports", metadata, "community_id", ("new", "given", "unchanged", "refused")
)
estate_refusals = refusals_table("estate_refusals", metadata)
