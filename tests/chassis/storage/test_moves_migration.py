"""A database that began before districts moved gets what one has that begins today."""

from contextlib import closing
from types import SimpleNamespace

import pytest

from services.chassis.errors import DistrictClosed
from services.chassis.storage.database import Database
from services.chassis.storage.fence import MoveState
from services.chassis.storage.migrations import create_moves, migrate, owner_engine
from tests.chassis.storage.builders import Envelope, a_garden, lay_ground, plant
from tests.chassis.storage.conftest import FOLDER, SERVICE, Addresses, Settings
from tests.chassis.storage.test_fence import put
from tests.chassis.storage.test_migrations import new_database

WITHOUT = {
    "sqlite": ("DROP TRIGGER audit_of_closed", "DROP TABLE moves"),
    "postgresql": ("DROP FUNCTION linli_refuse_closed() CASCADE", "DROP TABLE moves"),
}


@pytest.fixture(params=["sqlite", "postgresql"])
def made(request, tmp_path):
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path}/data/{{service}}.db"
        migrate(SERVICE, Settings(Addresses(url, url, url)), FOLDER)
        yield Addresses(url, url, url)
        return
    with new_database(request.getfixturevalue("postgresql"), f"{SERVICE}_owner") as addresses:
        migrate(SERVICE, Settings(addresses), FOLDER)
        yield addresses


def test_a_database_that_began_without_them_gets_the_table_and_the_fence(made):
    engine = owner_engine(Settings(made), SERVICE)
    with engine.connect() as connection:
        for command in WITHOUT[connection.dialect.name]:
            connection.exec_driver_sql(command)
        for _ in range(2):
            create_moves(SimpleNamespace(get_bind=lambda: connection))
    engine.dispose()
    with closing(Database(made, SERVICE, Envelope())) as database:
        lay_ground(database)
        put(database, MoveState.CLOSED)
        with pytest.raises(DistrictClosed):
            plant(database, a_garden())
