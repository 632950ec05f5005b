"""The mirrors that every service keeps of the ground: areas to see by, and people on duty (D5)."""

from sqlalchemy import BigInteger, Boolean, Column, Index, MetaData, Table

from services.chassis.storage.tenant import Key, tenant_table


def area_mirror(metadata: MetaData) -> Table:
    return tenant_table(
        "areas",
        metadata,
        Column("id", Key, primary_key=True),
        Column("parent_id", Key),
        Column("path", Key, nullable=False),
        Column("kind", Key, nullable=False),
        Column("name", Key, nullable=False),
        Column("active", Boolean, nullable=False),
        *kept_by_version(),
        Index("areas_by_path", "district", "path"),
    )


def staff_mirror(metadata: MetaData) -> Table:
    return tenant_table(
        "staff",
        metadata,
        Column("id", Key, primary_key=True),
        Column("display_name", Key, nullable=False),
        Column("duty_phone", Key, nullable=False),
        *kept_by_version(),
    )


def grouping_mirror(metadata: MetaData) -> Table:
    """Which dwelling belongs to which grouping: a grant on a grouping is one on its units."""
    return tenant_table(
        "grouped_dwellings",
        metadata,
        Column("id", Key, primary_key=True),
        Column("grouping_id", Key, nullable=False),
        Column("dwelling_id", Key, nullable=False),
        *kept_by_version(),
        Index("grouped_dwellings_of", "district", "grouping_id", "dwelling_id"),
    )


def kept_by_version() -> list[Column[object]]:
    """What every mirror has (see storage.mirroring)."""
    return [
        Column("version", BigInteger, nullable=False),
        Column("removed", Boolean, nullable=False),
        Column("epoch", BigInteger, nullable=False),
    ]
