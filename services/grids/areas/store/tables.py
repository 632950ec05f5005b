"""The tables of areas, and an area as a row."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    Date,
    Index,
    Integer,
    MetaData,
    and_,
    or_,
)

from services.chassis.storage.tenant import Key, Moment, tenant_table
from services.grids.areas.domain.area import Area
from services.grids.areas.domain.change import EVER

metadata = MetaData()

trees = tenant_table(
    "trees",
    metadata,
    Column("version", BigInteger),
    Column("next_short", BigInteger),
    Column("changes", BigInteger, nullable=False, server_default="0"),
    Column("guards", BigInteger, nullable=False, server_default="0"),
)

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
    Column("valid_from", Date, nullable=False, server_default=EVER.isoformat()),
    Column("valid_to", Date),
    Column("since", Date, nullable=False, server_default=EVER.isoformat()),
    Column("founded_in", BigInteger),
)

area_changes = tenant_table(
    "area_changes",
    metadata,
    Column("number", BigInteger, primary_key=True),
    Column("kind", Key, nullable=False),
    Column("effective_on", Date, nullable=False),
    Column("document_number", Key),
    Column("primary_id", Key),
    Column("was", Key),
    Column("became", Key),
    Column("by", Key, nullable=False),
    Column("at", Moment, nullable=False),
)

area_change_sides = tenant_table(
    "area_change_sides",
    metadata,
    Column("area_id", Key, primary_key=True),
    Column("number", BigInteger, primary_key=True),
    Column("side", Key, primary_key=True),
    Index("area_change_sides_of", "district", "number"),
)

# An area as it was from a day on to another: half-open, without gaps from its founding to its end.
area_spans = tenant_table(
    "area_spans",
    metadata,
    Column("area_id", Key, primary_key=True),
    Column("valid_from", Date, primary_key=True),
    Column("valid_to", Date),
    Column("parent_id", Key),
    Column("name", Key, nullable=False),
    Index("area_spans_below", "district", "parent_id", "area_id"),
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


def code_lasts_beyond(day: date) -> ColumnElement[bool]:
    """It holds that day or later; what was taken back ends on its first day, and holds on none."""
    until = area_codes.c.valid_to
    return or_(until.is_(None), and_(until > day, until > area_codes.c.valid_from))


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
        row["valid_from"],
        row["valid_to"],
        row["since"],
        row["founded_in"],
    )
