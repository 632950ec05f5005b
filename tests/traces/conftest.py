"""Keys, and a service's tables on both databases."""

import pytest

from services.chassis.keyring import create_keys
from services.chassis.settings import DatabaseSettings, Settings
from services.chassis.storage.migrations import migrate
from tests.passes import Passes
from tests.store_places import addresses_on


@pytest.fixture(scope="session")
def passes(tmp_path_factory: pytest.TempPathFactory) -> Passes:
    folder = tmp_path_factory.mktemp("keys")
    create_keys(folder, "linli")
    return Passes(folder)


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def addresses(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> DatabaseSettings:
    addresses = addresses_on(request.param, "grids", tmp_path_factory.mktemp("grids"), request)
    migrate("grids", Settings(database=addresses))
    return addresses
