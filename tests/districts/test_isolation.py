"""A district neither reads, writes nor refers to another's rows: every table, both databases, one body."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Connection, Table, delete, func, insert, inspect, select, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from services.chassis.storage.database import Database
from services.chassis.storage.guard import DistrictMissing
from services.chassis.storage.rows import Rows
from tests.districts.keys import tenants_of
from tests.districts.neighbours import a_row, references_of, settle, tables_of
from tests.districts.shapes import HERE, THERE, id_of
from tests.districts.test_keys import OF_THE_CHASSIS


@pytest.fixture
def tables(admin: Connection) -> list[Table]:
    """Of each table a row of either district."""
    found = tables_of(admin)
    settle(admin, found)
    return found


@pytest.fixture
def database(place) -> Iterator[Database]:
    database = Database(place.addresses, place.service)
    yield database
    database.close()


@contextmanager
def at_home(database: Database, table: Table) -> Iterator[Rows]:
    """A transaction of HERE on that table, undone: the application's, or the chassis's work on its own."""
    engine = database.work_engine if table.name in OF_THE_CHASSIS else database.app
    session = engine.writing(HERE, None)
    try:
        yield Rows(session, HERE)
    finally:
        session.rollback()


def test_every_table_of_tenants_is_looked_at(tables, admin):
    assert {table.name for table in tables} == tenants_of(admin)


def test_only_a_districts_own_rows_are_read(tables, database):
    for table in tables:
        with at_home(database, table) as rows:
            found = rows.all(select(table.c.district).where(rows.of(table)))
        assert found == [{"district": HERE}], table.name


def test_what_names_no_district_or_another_is_not_read(tables, database):
    for table in tables:
        for statement in (
            select(table.c.district),
            select(func.count()).select_from(table),
            select(table.c.district).where(table.c.district == THERE),
        ):
            with at_home(database, table) as rows, pytest.raises(DistrictMissing):
                rows.all(statement)


def test_another_districts_rows_are_not_written(tables, database, admin):
    for table in tables:
        theirs = table.c.district == THERE
        any_column = next(name for name in table.c.keys()[::-1] if name != "district" or len(table.c) == 1)
        for statement in (
            insert(table).values(a_row(table, THERE, number=9)),
            update(table).where(theirs).values({any_column: table.c[any_column]}),
            update(table).values({any_column: table.c[any_column]}),
            delete(table).where(theirs),
            delete(table),
        ):
            with at_home(database, table) as rows, pytest.raises((DistrictMissing, DBAPIError)):
                rows.execute(statement)
        assert admin.execute(select(func.count()).where(theirs)).scalar() == 1, table.name


def test_a_row_is_not_handed_to_another_district(tables, database):
    for table in tables:
        with at_home(database, table) as rows, pytest.raises((DistrictMissing, DBAPIError)):
            rows.execute(update(table).where(rows.of(table)).values(district="d3"))


def make_room(rows: Rows, table: Table, row: dict[str, Any], admin: Connection) -> None:
    """Where a key is made of references and days alone, the row that is there has the same."""
    key = inspect(admin).get_pk_constraint(table.name)["constrained_columns"]
    rows.write(delete(table).where(*(table.c[name] == row[name] for name in key)))


def of_number(table: Table, name: str, number: int) -> str | int:
    """What a column that refers to something says of a row: most are ids, some are numbers."""
    return number if table.columns[name].type.python_type is int else id_of(number)


def test_another_districts_rows_are_not_referred_to(tables, database, admin):
    """The same row that refers to their own is taken: it is the reference that is refused."""
    by_name, references = {table.name: table for table in tables}, references_of(admin)
    assert all(key.columns[0] == key.others[0] == "district" for key in references)
    for reference in references:
        table = by_name[reference.table]
        named = [str(name) for key in references if key.table == table.name for name in key.columns]
        ours = {name: of_number(table, name, 1) for name in named}
        row = a_row(table, HERE, number=9) | ours | {"district": HERE}
        with at_home(database, table) as rows:
            make_room(rows, table, row, admin)
            assert rows.write(insert(table).values(row)) == 1
        theirs = {str(name): of_number(table, str(name), 2) for name in reference.columns}
        theirs |= {"district": HERE}
        with at_home(database, table) as rows:
            make_room(rows, table, row | theirs, admin)
            with pytest.raises(IntegrityError, match=r"(?i)foreign key"):
                rows.write(insert(table).values(row | theirs))
