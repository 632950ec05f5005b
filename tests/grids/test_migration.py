"""The tables as migrated: what the stores name is there, and the walls are up."""

import pytest
from sqlalchemy import inspect

from services.chassis.storage.database import Database
from services.chassis.storage.sql import Sql
from services.grids.area_sheets.store import tables as of_area_sheets
from services.grids.areas.store import tables as of_areas
from services.grids.candidates.store import tables as of_candidates
from services.grids.cases.store import tables as of_cases
from services.grids.divisions.store import tables as of_divisions
from services.grids.dwellings import store as of_dwellings
from services.grids.estate_sheets.store import tables as of_estates
from services.grids.groupings.store import tables as of_groupings
from services.grids.labels import store as of_labels
from services.grids.levels.store import tables as of_levels
from services.grids.organisations.store import tables as of_organisations
from services.grids.places.store import tables as of_places
from services.grids.posts.store import tables as of_posts
from services.grids.shapes.store import tables as of_shapes
from services.grids.work_log.store import tables as of_work_log

ROOMS = [
    of_areas,
    of_area_sheets,
    of_levels,
    of_divisions,
    of_dwellings,
    of_groupings,
    of_estates,
    of_posts,
    of_cases,
    of_places,
    of_organisations,
    of_labels,
    of_shapes,
    of_work_log,
    of_candidates,
]
TABLES = [table for room in ROOMS for table in room.metadata.sorted_tables]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_store_names_the_columns_that_there_are(database: Database, table):
    with database.app.engine.connect() as connection:
        inspector = inspect(connection)
        columns = {column["name"] for column in inspector.get_columns(table.name)}
        key = inspector.get_pk_constraint(table.name)["constrained_columns"]

    assert columns == {column.name for column in table.columns}
    assert key == [column.name for column in table.columns if column.primary_key]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_reference_stays_in_its_district(database: Database, table):
    with database.app.engine.connect() as connection:
        references = inspect(connection).get_foreign_keys(table.name)

    assert all(each["constrained_columns"][0] == "district" for each in references)


def test_row_level_security_is_forced_on_every_table(database: Database):
    if not database.is_postgresql:
        pytest.skip("SQLite has no second wall")
    forced = Sql(
        """
        SELECT relname FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid
        WHERE attname = 'district' AND relkind = 'r' AND NOT relforcerowsecurity
        """
    )
    with database.look() as rows:
        assert rows.run(forced).rows == []
