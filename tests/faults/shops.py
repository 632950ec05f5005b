"""The example service's database for what is tried in this process, on both kinds of database."""

from pathlib import Path

from services.chassis.storage.database import Database
from services.chassis.storage.migrations import migrate, prepare_roles
from tests.chassis.storage.builders import Envelope
from tests.chassis.storage.conftest import FOLDER, PASSWORDS, SERVICE, Addresses, Settings
from tests.servers import PostgreSql


def shop_on_sqlite(folder: Path) -> Database:
    url = f"sqlite:///{folder}/{{service}}.db"
    return _migrated(Addresses(url, url, url))


def shop_on_postgresql(server: PostgreSql) -> Database:
    server.drop_database(SERVICE)
    prepare_roles(server.admin_url, SERVICE, PASSWORDS)
    app, work, owner = (
        server.url_of(f"{SERVICE}_{role}", PASSWORDS[role], SERVICE) for role in ("app", "work", "owner")
    )
    return _migrated(Addresses(app, work, owner))


def _migrated(addresses: Addresses) -> Database:
    migrate(SERVICE, Settings(addresses), FOLDER)
    return Database(addresses, SERVICE, Envelope())
