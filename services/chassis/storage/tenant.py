"""Tables of tenants: `district` comes first in every key; compared text is in C order (D9, D10)."""

from datetime import datetime
from typing import Any

from sqlalchemy import Column, DateTime, Dialect, MetaData, PrimaryKeyConstraint, Table, Text
from sqlalchemy.types import TypeDecorator

from services.chassis.storage.sql import moment_of, text_of

Key = Text().with_variant(Text(collation="C"), "postgresql")


class Moment(TypeDecorator[datetime]):
    """An aware moment, UTC in storage: timestamptz, or text of fixed width on SQLite."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        on_postgresql = dialect.name == "postgresql"
        return dialect.type_descriptor(DateTime(timezone=True) if on_postgresql else Text())

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None or dialect.name == "postgresql":
            return value
        return text_of(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        return None if value is None else moment_of(value)

    @property
    def python_type(self) -> type[Any]:
        return datetime


def tenant_table(name: str, metadata: MetaData, *columns: Any, is_index: bool = False) -> Table:
    """A table whose rows belong to districts; the columns marked `primary_key` follow `district` in its key.

    Foreign keys, unique constraints and indexes among `columns` name `district` themselves, first.
    What `is_index` is little more than its key: SQLite then keeps the key alone, without a row beside it.
    """
    ours = Column("district", Key, primary_key=True)
    table = Table(name, metadata, ours, *columns, sqlite_with_rowid=not is_index)
    keys = [column.name for column in table.columns if column.primary_key]
    table.append_constraint(PrimaryKeyConstraint(*keys, name=f"{name}_key"))
    return table


def is_tenant(table: Any) -> bool:
    """Whether its rows belong to districts."""
    return "district" in table.c
