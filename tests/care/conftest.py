"""Care's tables on both databases, as the application role; every test has a district of its own."""

from collections.abc import Iterator

import pytest
from sqlalchemy import make_url

from services.chassis.settings import DatabaseSettings, Settings
from services.chassis.storage.database import Database
from services.chassis.storage.migrations import migrate, prepare_roles
from tests.care.house import House
from tests.traces.left import Left

PASSWORDS = {"owner": "of-the-owner", "app": "of-the-app", "work": "of-the-work"}


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    if request.param == "sqlite":
        address = f"sqlite:///{tmp_path_factory.mktemp('care')}/{{service}}.db"
        addresses = DatabaseSettings(app=address, work=address, owner=address)
    else:
        addresses = _on_postgresql(request.getfixturevalue("postgresql").admin_url)
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


def _on_postgresql(admin_url: str) -> DatabaseSettings:
    prepare_roles(admin_url, "care", PASSWORDS)
    admin = make_url(admin_url)

    def address(role: str) -> str:
        url = admin.set(username=f"care_{role}", password=PASSWORDS[role], database="care")
        return url.render_as_string(hide_password=False)

    return DatabaseSettings(app=address("app"), work=address("work"), owner=address("owner"))
