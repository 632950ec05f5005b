"""The tables of areas, and an area as a row."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Date, Integer, MetaData

from services.chassis.storage.tenant import Key, Moment, tenant_table
from services.grids.areas.domain.area import Area

metadata = MetaData()

trees = tenant_table("trees", metadata, Column("version", BigInteger), Column("next_short", BigInteger))

tree_log = tenant_table(
    "tree_log",
    metadata,
    Column("tree_version", BigInteger, primary_key=True),
    Column("area_id", Key),
    Column("parent_id", Key),
    Column("old_path", Key),
    Column("new_path", Key),
    Column("moved_at", Moment),
)

areas = tenant_table(
    "areas",
    metadata,
    Column("id", Key, primary_key=True),
    Column("parent_id", Key),
    Column("kind", Key),
    Column("name", Key),
    Column("path", Key),
    Column("community_id", Key),
    Column("active", Boolean),
    Column("version", Integer),
)

area_codes = tenant_table(
    "area_codes",
    metadata,
    Column("scheme", Key, primary_key=True),
    Column("code", Key, primary_key=True),
    Column("area_id", Key),
    Column("valid_from", Date),
    Column("valid_to", Date),
)

code_schemes = tenant_table(
    "code_schemes",
    metadata,
    Column("scheme", Key, primary_key=True),
    Column("name", Key, nullable=False),
    Column("version", Integer, nullable=False),
)


def row_of(area: Area) -> dict[str, Any]:
    return dict(vars(area))


def area_of(row: Mapping[str, Any]) -> Area:
    return Area(
        row["id"],
        row["parent_id"],
        row["kind"],
        row["name"],
        row["path"],
        row["community_id"],
        row["active"],
        row["version"],
    )
