"""Notify's tables on both databases, and transactions in a district that no other test uses."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import make_url

from services.chassis.caller import WHOLE_DISTRICT, Caller, Scope
from services.chassis.ids import new_id
from services.chassis.settings import DatabaseSettings, Settings
from services.chassis.storage.call import Call
from services.chassis.storage.database import Database
from services.chassis.storage.migrations import migrate, prepare_roles
from services.notify.transaction import Transaction
from tests.notify.builders import NOW
from tests.traces.left import Left

PASSWORDS = {"owner": "owner", "app": "app", "work": "work"}

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


def addresses_on(kind: str, service: str, folder: Path, request: pytest.FixtureRequest) -> DatabaseSettings:
    """A database without tables."""
    if kind == "sqlite":
        address = f"sqlite:///{folder}/{{service}}.db"
        return DatabaseSettings(app=address, work=address, owner=address)
    admin_url = request.getfixturevalue("postgresql").admin_url
    prepare_roles(admin_url, service, PASSWORDS)
    admin = make_url(admin_url)

    def address_of(role: str) -> str:
        url = admin.set(username=f"{service}_{role}", password=PASSWORDS[role], database=service)
        return url.render_as_string(hide_password=False)

    return DatabaseSettings(app=address_of("app"), work=address_of("work"), owner=address_of("owner"))
