"""What `linli doctor` reaches out to; each gives a line when it is well and raises Unwell when not."""

from contextlib import closing
from pathlib import Path

from redis.exceptions import AuthenticationError, ResponseError
from sqlalchemy import URL, Connection, NullPool, create_engine, inspect, make_url, text
from sqlalchemy.exc import DBAPIError

from deploy.linli.capacity import Unwell
from deploy.linli.keys import signers
from deploy.linli.services import GATEWAY
from gateway.rates.rates import STORE_WITHIN
from gateway.rates.store import ERRORS, open_store, place_of
from services.chassis.bus.reach import broker_version
from services.chassis.errors import KeyFileUnusable
from services.chassis.keyring import Keyring, signer_of
from services.chassis.master_key import MASTER, MasterKey
from services.chassis.settings import Settings
from services.chassis.storage.migrations import VERSIONS
from services.notify.channels.smtp.server import reached, why

ROOT = Path(__file__).parents[2]
SQLITE = "sqlite"


def keys(settings: Settings) -> str:
    """The private keys that are here can be read, and the master key is one of them."""
    try:
        MasterKey.load(settings.keys_dir / MASTER)
        ring = Keyring.load(settings.keys_dir)
    except KeyFileUnusable as error:
        raise Unwell(
            f"{error.values['file']} {error.values['problem']}; `linli keys create` makes it"
        ) from None
    missing = set(signers()) - set(map(signer_of, ring.public))
    if missing:
        raise Unwell(f"no public key of {', '.join(sorted(missing))}")
    return f"{MASTER} and {len(ring.public)} signers"


def database(settings: Settings, service: str) -> str:
    """Reached as the application and for the chassis's work, and of the newest shape."""
    for address in (settings.database.app, settings.database.work):
        with _connected(_url(address, service)) as connection:
            name = connection.dialect.name
    shape, newest = _shape(settings, service), _newest_shape(service)
    if shape == newest:
        return f"{name}, {shape}"
    raise Unwell(f"{name}, {shape} instead of {newest}: `linli migrate {service}`")


def broker(settings: Settings) -> str:
    return broker_version(settings.broker)


def store_of_rates(settings: Settings) -> str:
    """Where several gateways count together, that they can; else that each knows how many they are."""
    if not settings.rates.store:
        share, running = settings.rates.gateways, settings.scale.instances.get(GATEWAY, 1)
        if share != running:
            raise Unwell(f"{running} gateways run: set rates.gateways to {running}, or rates.store")
        return f"each of {share} gateways counts its part"
    with closing(open_store(settings.rates.store, STORE_WITHIN, settings.rates.store_ca_file)) as store:
        try:
            store.ping()
        except (AuthenticationError, ResponseError):
            raise Unwell(f"{place_of(store)} refuses us") from None
        except ERRORS as error:
            why = error.__context__ or error  # what the socket said
            raise Unwell(f"{place_of(store)}: {type(why).__name__}") from None
        return place_of(store)


def letters(settings: Settings) -> str:
    """The way out is there, and lets this house in."""
    smtp = settings.smtp
    if settings.channel == "log":
        return "into the log alone"
    if smtp.username and smtp.security == "none":
        raise Unwell("smtp.password would go over the line in clear: smtp.security is none")
    try:
        reached(smtp).close()
    except OSError as error:
        raise Unwell(f"smtp {smtp.host}:{smtp.port}: {why(error)}") from None
    return f"smtp {smtp.host}:{smtp.port}, {smtp.security}, as {smtp.sender}"


def _shape(settings: Settings, service: str) -> str:
    """Asked as the owner; Unwell where only migrations know the owner's password."""
    try:
        with _connected(_url(settings.database.owner, service)) as connection:
            if not inspect(connection).has_table(VERSIONS):
                return "never migrated"
            return str(connection.execute(text(f"SELECT version_num FROM {VERSIONS}")).scalar())
    except DBAPIError:
        raise Unwell("reached, but its owner, who knows its shape, is not") from None


def _newest_shape(service: str) -> str:
    scripts = (ROOT / "services" / service / "migrations" / "versions").glob("[0-9]*.py")
    return max(script.stem for script in scripts)


def _url(address: str, service: str) -> URL:
    return make_url(address.replace("{service}", service))


def _connected(url: URL) -> Connection:
    """Never makes a file that is not there."""
    if url.get_backend_name() != SQLITE:
        driven = url.set(drivername="postgresql+psycopg2")
        return create_engine(driven, poolclass=NullPool, connect_args={"connect_timeout": 3}).connect()
    if not Path(url.database or "").exists():
        raise Unwell("no file yet: `linli migrate`")
    return create_engine(url, poolclass=NullPool).connect()
