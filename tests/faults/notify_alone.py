"""Notify as it stands in its process, without a broker, on both kinds of database."""

from pathlib import Path

from services.chassis.bus.client import RpcClient
from services.chassis.bus.foundation import Foundation
from services.chassis.bus.founding import found
from services.chassis.bus.topology import Topology
from services.chassis.keyring import create_keys
from services.chassis.keys import MasterKey
from services.chassis.master_key import MASTER
from services.chassis.settings import BrokerSettings, DatabaseSettings, Settings
from services.chassis.storage.cluster import prepare_roles
from services.chassis.storage.migrations import migrate
from services.notify.service import NotifyService
from tests.chassis.storage.conftest import as_admin
from tests.house_settings import PASSWORD, ROLES
from tests.servers import PostgreSql

NAME = NotifyService.name
DATABASE = "notify_alone"


def notify_on_sqlite(folder: Path) -> Foundation:
    url = f"sqlite:///{folder}/{{service}}.db"
    return _founded(folder, DatabaseSettings(url, url, url))


def notify_on_postgresql(folder: Path, server: PostgreSql) -> Foundation:
    """Beside a house on the same server: with its roles, but in a database of its own."""
    prepare_roles(server.admin_url, NAME, dict.fromkeys(ROLES, PASSWORD))
    server.drop_database(DATABASE)
    as_admin(server, f"CREATE DATABASE {DATABASE} OWNER {NAME}_owner")
    app, work, owner = (
        server.url_of(f"{NAME}_{role}", PASSWORD, DATABASE) for role in ("app", "work", "owner")
    )
    return _founded(folder, DatabaseSettings(app, work, owner))


def _founded(folder: Path, addresses: DatabaseSettings) -> Foundation:
    settings = Settings(
        data_dir=folder,
        keys_dir=folder / "keys",
        broker=BrokerSettings("embedded://nobody"),
        database=addresses,
    )
    create_keys(settings.keys_dir, f"service-{NAME}")
    MasterKey.create(settings.keys_dir / MASTER)
    migrate(NAME, settings)
    return found(NotifyService, settings, RpcClient(settings.broker), Topology.load())
