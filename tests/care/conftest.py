"""Care's tables on both databases, as the application role; every test has a district of its own."""

from collections.abc import Iterator

import pytest

from services.chassis.settings import Settings
from services.chassis.storage.database import Database
from services.chassis.storage.migrations import migrate
from tests.care.house import House
from tests.store_places import addresses_on
from tests.traces.left import Left


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    addresses = addresses_on(request.param, "care", tmp_path_factory.mktemp("care"), request)
    migrate("care", Settings(database=addresses))
    database = Database(addresses, "care")
    yield database
    database.close()
    Left().rows(addresses, "care").hold_nothing()


@pytest.fixture
def empty(database: Database) -> House:
    """A district with two communities of two micro-grids, and nothing decided there."""
    return House(database).with_ground()


@pytest.fixture
def house(empty: House) -> House:
    """With a meal programme from this year on."""
    return empty.with_programme()
