"""Grids' tables on both databases, as the application role; every test has districts of its own."""

from collections.abc import Iterator

import pytest

from services.chassis.keys import DataKeys, MasterKey
from services.chassis.seal import Seals
from services.chassis.settings import Settings
from services.chassis.storage.database import Database
from services.chassis.storage.key_rows import KeyRowsOf
from services.chassis.storage.migrations import migrate
from services.chassis.wire import dumps, loads
from tests.grids.builders import the_ground
from tests.grids.house import House
from tests.store_places import addresses_on
from tests.traces.left import Left


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    folder = tmp_path_factory.mktemp("grids")
    addresses = addresses_on(request.param, "grids", folder, request)
    migrate("grids", Settings(database=addresses))
    database = Database(addresses, "grids")
    keys = DataKeys(MasterKey.create(folder / "master.key"), KeyRowsOf(database))
    database.seals, database.prepare = Seals(keys), keys.ensure
    yield database
    database.close()
    Left().rows(addresses, "grids").hold_nothing()


@pytest.fixture
def empty(database: Database) -> House:
    """A district without ground."""
    return House(database)


@pytest.fixture
def house(empty: House) -> House:
    """A district that stands on `the_ground`."""
    empty.ask("found_areas", areas=loads(dumps(the_ground())))
    return empty
