"""Notify's tables on both databases, and transactions in a district that no other test uses."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest

from services.chassis.caller import WHOLE_DISTRICT, Caller, Scope
from services.chassis.ids import new_id
from services.chassis.settings import DatabaseSettings, Settings
from services.chassis.storage.call import Call
from services.chassis.storage.database import Database
from services.chassis.storage.migrations import migrate
from services.notify.transaction import Transaction
from tests.notify.builders import NOW
from tests.store_places import addresses_on
from tests.traces.left import Left

Within = Callable[..., AbstractContextManager[Transaction]]


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def addresses(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> DatabaseSettings:
    """Where notify's tables are, of the newest shape."""
    addresses = addresses_on(request.param, "notify", tmp_path_factory.mktemp("notify"), request)
    migrate("notify", Settings(database=addresses))
    return addresses


@pytest.fixture(scope="session")
def database(addresses: DatabaseSettings) -> Iterator[Database]:
    database = Database(addresses, "notify")
    yield database
    database.close()
    Left().rows(addresses, "notify").hold_nothing()


@pytest.fixture
def within(database: Database) -> Within:
    """A committed transaction of this test's district: `with within(scope) as tx`."""
    caller = Caller(district=new_id(), id="notify", kind="service")

    @contextmanager
    def within(scope: Scope = WHOLE_DISTRICT) -> Iterator[Transaction]:
        call = Call(
            database,
            Transaction,
            caller=caller,
            permission="messages.read",
            scope=scope,
            writes=True,
            action="test",
            now=NOW,
        )
        try:
            with call.begin(caller) as tx:
                yield tx
            call.commit()
        finally:
            call.rollback()

    return within
