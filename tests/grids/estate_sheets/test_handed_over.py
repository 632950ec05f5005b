"""A child that only reads an SQLite file hands an estate over whole: it reads nothing that it has written."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from services.chassis.settings import DatabaseSettings
from services.chassis.storage.database import Database
from services.chassis.storage.forwarding import Forwarding, write
from tests.grids.builders import id_of
from tests.grids.dwellings.estates import a_building, enter, rooms
from tests.grids.estate_sheets.test_estates_kept import a_line, building_ids, counts, coverage, held, taken
from tests.grids.house import House


@pytest.fixture
def child(house: House) -> Iterator[House]:
    if house.database.is_postgresql:
        pytest.skip("there the child writes itself")
    url = str(house.database.app.engine.url)
    reading = Database(DatabaseSettings(app=url, work=url, owner=url), "grids")
    reading.close()
    handing = Forwarding(url, pool_wait=2.0, deliver=lambda said: write(house.database, house.district, said))
    reading.app = reading.work_engine = handing
    yield replace(house, database=reading)
    reading.close()


def test_what_is_handed_over_is_what_a_writer_writes(house: House, child: House):
    enter(house, a_building("A"))
    lines = (a_line(2, "1栋", (1, 1, "micro 1"), (2, 2, "school")), a_line(3, "A", (1, 2, "micro 2")))
    assert counts(taken(child, *lines)) == (1, 1, 0, 0)
    assert counts(taken(child, *lines)) == (0, 0, 2, 0)
    assert held(house, building_ids(house)["1栋"]) == {1: id_of("micro 1"), 2: id_of("school")}
    assert {area for _, _, area in rooms(house, "A")} == {id_of("micro 2")}
    assert coverage(house) == (24, 0)
