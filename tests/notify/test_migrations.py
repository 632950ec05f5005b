"""What the migrations make is what the stores expect."""

import pytest
from sqlalchemy import Table, inspect

from services.notify.channels.store import staff
from services.notify.messages.store import areas, messages
from services.notify.templates.store import templates


@pytest.mark.parametrize("table", [messages, areas, staff, templates], ids=lambda table: table.name)
def test_a_table_has_the_columns_keys_and_indexes_of_its_store(database, table: Table):
    found = inspect(database.app.engine)

    columns = {column["name"]: column["nullable"] for column in found.get_columns(table.name)}
    assert columns == {column.name: column.nullable for column in table.columns}
    keys = found.get_pk_constraint(table.name)["constrained_columns"]
    assert keys == [column.name for column in table.primary_key.columns]
    indexes = {index["name"]: index["column_names"] for index in found.get_indexes(table.name)}
    assert indexes == {index.name: [column.name for column in index.columns] for index in table.indexes}
