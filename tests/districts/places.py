"""Where a service's migrated database is: a file of its own, or a database with its three roles."""

from dataclasses import dataclass
from pathlib import Path

from services.chassis.contracts import SERVICES as FOLDER
from services.chassis.contracts import services_in
from services.chassis.settings import DatabaseSettings, Settings
from services.chassis.storage.migrations import migrate, prepare_roles
from tests.servers import PostgreSql

CLASSES = {service.name: service for service in services_in(FOLDER)}
SERVICES = sorted(CLASSES)
ROLES = ("owner", "app", "work")
PASSWORD = "of-the-districts"


@dataclass(frozen=True)
class Place:
    """`admin` is the address of who no wall keeps back."""

    service: str
    addresses: DatabaseSettings
    admin: str

    @property
    def is_postgresql(self) -> bool:
        return self.admin.startswith("postgresql")


def in_file(folder: Path, service: str) -> Place:
    address = f"sqlite:///{folder}/{service}.db"
    return _migrated(service, DatabaseSettings(app=address, work=address, owner=address), address)


def on_server(server: PostgreSql, service: str, database: str = "") -> Place:
    """In the service's database, or in another of its owner's, made anew."""
    prepare_roles(server.admin_url, service, dict.fromkeys(ROLES, PASSWORD))
    if database:
        server.make_database(database, f"{service}_owner")
    name = database or service
    owner, app, work = (server.url_of(f"{service}_{role}", PASSWORD, name) for role in ROLES)
    admin = server.admin_url.rpartition("/")[0] + f"/{name}"
    return _migrated(service, DatabaseSettings(app=app, work=work, owner=owner), admin)


def _migrated(service: str, addresses: DatabaseSettings, admin: str) -> Place:
    migrate(service, Settings(database=addresses))
    return Place(service, addresses, admin)
