"""Members' tables on both databases, as the application role; every test has a district of its own."""

from collections.abc import Iterator

import pytest

from services.chassis.bulk import resealing as works
from services.chassis.keys import DataKeys, MasterKey
from services.chassis.seal import SealedField, Seals
from services.chassis.settings import Settings
from services.chassis.storage import resealing
from services.chassis.storage.database import Database
from services.chassis.storage.key_rows import KeyRowsOf
from services.chassis.storage.migrations import migrate
from tests.members.house import House
from tests.store_places import addresses_on
from tests.traces.left import Left


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    folder = tmp_path_factory.mktemp("members")
    addresses = addresses_on(request.param, "members", folder, request)
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


@pytest.fixture
def nobody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """There is no other process that has to learn of new keys; and pages are small."""
    monkeypatch.setattr(works, "LEARNT_WITHIN", -100.0)
    monkeypatch.setattr("time.sleep", lambda _: None)
    monkeypatch.setattr(resealing, "AT_ONCE", 2)
    monkeypatch.setattr(resealing, "SWEPT_AT_ONCE", 3)
