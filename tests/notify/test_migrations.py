"""What the migrations make is what the stores expect."""

import pytest
from sqlalchemy import Inspector, NullPool, Table, create_engine, inspect

from services.notify.channels.store import staff
from services.notify.messages.store import areas, messages
from services.notify.templates.store import templates


@pytest.mark.parametrize("table", [messages, areas, staff, templates], ids=lambda table: table.name)
def test_a_table_has_the_columns_keys_and_indexes_of_its_store(addresses, table: Table):
    engine = create_engine(addresses.owner.replace("{service}", "notify"), poolclass=NullPool)
    with engine.connect() as connection:
        found = inspect(connection)
        assert shape_in(found, table) == shape_of(table)


def shape_in(found: Inspector, table: Table):
    columns = {column["name"]: column["nullable"] for column in found.get_columns(table.name)}
    keys = found.get_pk_constraint(table.name)["constrained_columns"]
    indexes = {index["name"]: index["column_names"] for index in found.get_indexes(table.name)}
    return columns, keys, indexes


def shape_of(table: Table):
    columns = {column.name: column.nullable for column in table.columns}
    keys = [column.name for column in table.primary_key.columns]
    indexes = {index.name: [column.name for column in index.columns] for index in table.indexes}
    return columns, keys, indexes
