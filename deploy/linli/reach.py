"""What `linli doctor` reaches out to; each gives a line when it is well and raises Unwell when not."""

from pathlib import Path

from sqlalchemy import URL, Connection, NullPool, create_engine, inspect, make_url, text

from deploy.linli.keys import MASTER, signers
from deploy.linli.services import SERVICES
from services.chassis.bus.link import open_connection
from services.chassis.errors import KeyFileUnusable
from services.chassis.keyring import Keyring
from services.chassis.master_key import MasterKey
from services.chassis.settings import Settings
from services.chassis.storage.migrations import VERSIONS

SQLITE = "sqlite"
ROLES_A_PROCESS = 2  # app and work have a pool each


class Unwell(Exception):
    """What is wrong, in a line."""


def keys(settings: Settings) -> str:
    """The private keys that are here can be read, and the master key is one of them."""
    try:
        MasterKey.load(settings.keys_dir / MASTER)
        ring = Keyring.load(settings.keys_dir)
    except KeyFileUnusable as error:
        raise Unwell(
            f"{error.values['file']} {error.values['problem']}; `linli keys create` makes it"
        ) from None
    missing = set(signers()) - set(ring.public)
    if missing:
        raise Unwell(f"no public key of {', '.join(sorted(missing))}")
    return f"{MASTER} and {len(ring.public)} signers"


def database(settings: Settings, service: str) -> str:
    """Reached as the application, and of a shape."""
    url = _address(settings, service)
    if url.get_backend_name() == SQLITE and not Path(url.database or "").exists():
        raise Unwell(f"no file yet: `linli migrate {service}`")
    with _connected(url) as connection:
        name = connection.dialect.name
        shape = None
        if inspect(connection).has_table(VERSIONS):
            shape = connection.execute(text(f"SELECT version_num FROM {VERSIONS}")).scalar()
    if shape is None:
        raise Unwell(f"{name}, never migrated: `linli migrate {service}`")
    return f"{name}, {shape}"


def connections(settings: Settings, processes: int) -> str:
    """What all pools may open together, against what the server allows."""
    wanted = processes * settings.database.pool * ROLES_A_PROCESS
    url = _address(settings, next(iter(SERVICES)))
    if url.get_backend_name() == SQLITE:
        return "one writer a file"
    with _connected(url) as connection:
        allowed = int(connection.execute(text("SHOW max_connections")).scalar_one())
    if wanted > allowed:
        raise Unwell(f"pools may open {wanted} and the server allows {allowed}")
    return f"pools may open {wanted} of {allowed}"


def broker(settings: Settings) -> str:
    with open_connection(settings.broker) as connection:
        return f"{connection.transport.driver_type} at {connection.as_uri()}"


def _address(settings: Settings, service: str) -> URL:
    return make_url(settings.database.app.replace("{service}", service))


def _connected(url: URL) -> Connection:
    if url.get_backend_name() == SQLITE:
        engine = create_engine(url, poolclass=NullPool)
    else:
        psycopg2 = url.set(drivername="postgresql+psycopg2")
        engine = create_engine(psycopg2, poolclass=NullPool, connect_args={"connect_timeout": 3})
    return engine.connect()
