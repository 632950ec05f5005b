"""Members' tables on both databases, as the application role; every test has a district of its own."""

from collections.abc import Iterator

import pytest
from sqlalchemy import make_url

from services.chassis.keys import DataKeys, MasterKey
from services.chassis.seal import SealedField, Seals
from services.chassis.settings import DatabaseSettings, Settings
from services.chassis.storage.database import Database
from services.chassis.storage.key_rows import KeyRowsOf
from services.chassis.storage.migrations import migrate, prepare_roles
from tests.members.house import House
from tests.traces.left import Left

PASSWORDS = {"owner": "of-the-owner", "app": "of-the-app", "work": "of-the-work"}


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    folder = tmp_path_factory.mktemp("members")
    if request.param == "sqlite":
        address = f"sqlite:///{folder}/{{service}}.db"
        addresses = DatabaseSettings(app=address, work=address, owner=address)
    else:
        addresses = _on_postgresql(request.getfixturevalue("postgresql").admin_url)
    migrate("members", Settings(database=addresses))
    database = Database(addresses, "members")
    keys = DataKeys(MasterKey.create(folder / "master.key"), KeyRowsOf(database))
    database.seals = Seals(keys)
    database.keys, database.prepare = database.seals.of(SealedField("idempotency", "answer")), keys.ensure
    yield database
    database.close()
    Left().rows(addresses, "members").hold_nothing()


@pytest.fixture
def house(database: Database) -> House:
    """A district with two communities of two micro-grids, and nobody in them."""
    return House(database).with_ground()


def _on_postgresql(admin_url: str) -> DatabaseSettings:
    prepare_roles(admin_url, "members", PASSWORDS)
    admin = make_url(admin_url)

    def address(role: str) -> str:
        url = admin.set(username=f"members_{role}", password=PASSWORDS[role], database="members")
        return url.render_as_string(hide_password=False)

    return DatabaseSettings(app=address("app"), work=address("work"), owner=address("owner"))
