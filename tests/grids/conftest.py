"""Grids' tables on both databases, as the application role; every test has districts of its own."""

from collections.abc import Iterator

import pytest
from sqlalchemy import make_url

from services.chassis.settings import DatabaseSettings, Settings
from services.chassis.storage.database import Database
from services.chassis.storage.migrations import migrate, prepare_roles
from services.chassis.wire import dumps, loads
from tests.grids.builders import the_ground
from tests.grids.house import House
from tests.traces.left import Left

PASSWORDS = {"owner": "of-the-owner", "app": "of-the-app", "work": "of-the-work"}


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    if request.param == "sqlite":
        address = f"sqlite:///{tmp_path_factory.mktemp('grids')}/{{service}}.db"
        addresses = DatabaseSettings(app=address, work=address, owner=address)
    else:
        addresses = _on_postgresql(request.getfixturevalue("postgresql").admin_url)
    migrate("grids", Settings(database=addresses))
    database = Database(addresses, "grids")
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


def _on_postgresql(admin_url: str) -> DatabaseSettings:
    prepare_roles(admin_url, "grids", PASSWORDS)
    admin = make_url(admin_url)

    def address(role: str) -> str:
        url = admin.set(username=f"grids_{role}", password=PASSWORDS[role], database="grids")
        return url.render_as_string(hide_password=False)

    return DatabaseSettings(app=address("app"), work=address("work"), owner=address("owner"))
