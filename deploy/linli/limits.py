"""What servers and system allow, asked of them, and held against what the house may open."""

import resource
import sys

from sqlalchemy import NullPool, create_engine, make_url, text

from deploy.linli.capacity import fit_in_broker, fit_in_databases, fit_in_files, open_files
from deploy.linli.services import SERVICES
from services.chassis.bus.reach import broker_channels
from services.chassis.settings import Settings

RESERVED = text(
    "SELECT sum(setting::int) FROM pg_settings"
    " WHERE name IN ('superuser_reserved_connections', 'reserved_connections')"
)


def of_the_databases(settings: Settings) -> str:
    """Raises Unwell, or what the way there raises."""
    url = make_url(settings.database.app.replace("{service}", next(iter(SERVICES))))
    if url.get_backend_name() == "sqlite":
        return "one writer a file"
    driven = url.set(drivername="postgresql+psycopg2")
    engine = create_engine(driven, poolclass=NullPool, connect_args={"connect_timeout": 3})
    with engine.connect() as connection:
        allowed = int(connection.execute(text("SHOW max_connections")).scalar_one())
        reserved = int(connection.execute(RESERVED).scalar_one())
    return fit_in_databases(settings, allowed, reserved)


def of_the_broker(settings: Settings) -> str:
    """Raises Unwell, or what the connection raises."""
    if not settings.broker.uri.startswith("amqp"):
        return "none, in the process that runs"
    return fit_in_broker(settings, broker_channels(settings.broker))


def ask_for_open_files(settings: Settings) -> None:
    """The usual soft limit of 1,024 is less than a gateway's connections; the hard one is what counts."""
    allowed, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = open_files(settings) if most == resource.RLIM_INFINITY else min(open_files(settings), most)
    if allowed != resource.RLIM_INFINITY and allowed < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))


def of_open_files(settings: Settings) -> str:
    """As many as a process started like this one may ask for. Raises Unwell."""
    _, allowed = resource.getrlimit(resource.RLIMIT_NOFILE)
    return fit_in_files(settings, sys.maxsize if allowed == resource.RLIM_INFINITY else allowed)
