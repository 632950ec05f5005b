"""The two tables of every import of a sheet: what was asked, and which rows were bad."""

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, MetaData, Table, Text

from services.chassis.storage.sealed_columns import sealed
from services.chassis.storage.tenant import Key, Moment, tenant_table


def imports_table(name: str, metadata: MetaData, into: str, counts: tuple[str, ...]) -> Table:
    """`into` is the column of the place that an import goes to."""
    return tenant_table(
        name,
        metadata,
        Column("id", Key, primary_key=True),
        Column(into, Key, nullable=False),
        Column("file_name", Text, nullable=False),
        sealed("file", nullable=False),  # its token
        Column("is_trial", Boolean, nullable=False),
        Column("job_id", Key, nullable=False),
        Column("asked_by", Key, nullable=False),
        Column("created_at", Moment, nullable=False),
        Column("state", Key, nullable=False),
        *(Column(count, Integer, nullable=False) for count in counts),
        sealed("sheet"),  # its token
        Column("version", BigInteger, nullable=False),
        Index(f"{name}_of", "district", into, "created_at", "id"),
    )


def refusals_table(name: str, metadata: MetaData) -> Table:
    """`wrong` is a JSON list of [column, fault, other row]; the cells stay in the file."""
    return tenant_table(
        name,
        metadata,
        Column("import_id", Key, primary_key=True),
        Column("row", Integer, primary_key=True),
        Column("wrong", Text, nullable=False),
    )
