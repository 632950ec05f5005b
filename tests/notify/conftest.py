"""Notify's tables on both databases, and transactions in a district that no other test uses."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

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

PASSWORDS = {"owner": "owner", "app": "app", "work": "work"}

Within = Callable[..., AbstractContextManager[Transaction]]


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def addresses(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> DatabaseSettings:
    """Where notify's tables are, of the newest shape."""
    if request.param == "sqlite":
        address = f"sqlite:///{tmp_path_factory.mktemp('notify')}/{{service}}.db"
        addresses = DatabaseSettings(app=address, work=address, owner=address)
    else:
        addresses = _on_postgresql(request.getfixturevalue("postgresql").admin_url)
    migrate("notify", Settings(database=addresses))
    return addresses


@pytest.fixture(scope="session")
def database(addresses: DatabaseSettings) -> Iterator[Database]:
    database = Database(addresses, "notify")
    yield database
    database.close()


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


def _on_postgresql(admin_url: str) -> DatabaseSettings:
    prepare_roles(admin_url, "notify", PASSWORDS)
    admin = make_url(admin_url)

    def address(role: str) -> str:
        url = admin.set(username=f"notify_{role}", password=PASSWORDS[role], database="notify")
        return url.render_as_string(hide_password=False)

    return DatabaseSettings(app=address("app"), work=address("work"), owner=address("owner"))
