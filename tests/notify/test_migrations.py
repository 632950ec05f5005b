"""What the migrations make is what the stores expect, and what was there before is kept."""

import shutil
from pathlib import Path

import pytest
from sqlalchemy import Inspector, NullPool, Table, create_engine, inspect, select

from services.chassis.settings import Settings
from services.chassis.storage.migrations import migrate
from services.notify.channels.store import staff
from services.notify.messages.store import FIELDS as KEPT
from services.notify.messages.store import areas, messages
from services.notify.templates.store import templates
from tests.notify.builders import NOW, a_message
from tests.store_places import addresses_on

MIGRATIONS = Path(__file__).parents[2] / "services" / "notify" / "migrations"


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


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_of_a_message_from_before_a_second_try_was_one_after_a_kill(kind, tmp_path, request):
    if kind == "postgresql":
        request.getfixturevalue("stores").drop_database("notify_before")
    settings = Settings(database=addresses_on(kind, "notify_before", tmp_path, request))
    before = tmp_path / "before"
    shutil.copytree(MIGRATIONS, before)
    for revision in (before / "versions").glob("*.py"):
        if revision.name >= "0003":
            revision.unlink()
    migrate("notify_before", settings, before)
    engine = create_engine(settings.database.owner.replace("{service}", "notify_before"), poolclass=NullPool)
    new = ("next_try_at", "possibly_twice", "subject_kind")
    with engine.begin() as connection:
        for tries in (0, 1, 2):
            row = {name: getattr(a_message(tries=tries, id=f"{tries}"), name) for name in KEPT}
            row = {name: value for name, value in row.items() if name not in new}
            connection.execute(messages.insert().inline().values(district="d", **row))

    migrate("notify_before", settings, MIGRATIONS)

    with engine.connect() as connection:
        shown = select(messages.c.id, messages.c.possibly_twice, messages.c.queued_at).order_by(messages.c.id)
        assert [tuple(row) for row in connection.execute(shown)] == [
            ("0", False, NOW),
            ("1", False, NOW),
            ("2", True, NOW),
        ]
