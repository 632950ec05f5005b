"""What the processes of a house may open together, and which number to change where that does not fit."""

from deploy.linli.services import GATEWAY, GRANTING, SERVICES
from services.chassis.settings import Settings

POOLS = 2  # as the application, and for the chassis's own work
OF_A_CHILD = 2  # one of each, while a service's heavy work is done
OTHERS = 5  # a migration, a backup, whoever looks
LINKS = {GATEWAY: 2, GRANTING: 5}  # the client, what is called back; members tells it too
LINKS_OF_A_SERVICE = 4  # and what hears, and what tells
CHANNELS = 4  # of one connection, at most
FILES_BESIDE = 64  # what a process opens whatever it does


class Unwell(Exception):
    """What is wrong, in a line."""


def database_connections(settings: Settings, pool: int | None = None) -> int:
    """All pools full in every process that there may be at once, with a child in each."""
    processes = sum(settings.scale.most_of(service) for service in SERVICES)
    return processes * ((pool or settings.database.pool) * POOLS + OF_A_CHILD)


def fit_in_databases(settings: Settings, allowed: int, reserved: int) -> str:
    """`allowed` and `reserved` are PostgreSQL's max_connections and those kept for superusers."""
    wanted, room = database_connections(settings), allowed - reserved - OTHERS
    if wanted <= room:
        return f"pools may open {wanted}, and there is room for {room} of {allowed}"
    others = f"set max_connections to {wanted + reserved + OTHERS}, or {_smaller(settings, room)}"
    raise Unwell(f"pools may open {wanted} and there is room for {room} of {allowed}: {others}")


def broker_connections(settings: Settings) -> int:
    return sum(
        settings.scale.most_of(name) * LINKS.get(name, LINKS_OF_A_SERVICE) for name in (*SERVICES, GATEWAY)
    )


def fit_in_broker(settings: Settings, channels: int) -> str:
    """`channels` is how many the broker lets one connection have."""
    wanted, allowed = broker_connections(settings), settings.scale.broker_connections
    if allowed and wanted > allowed:
        there = "max-connections of the virtual host's limits and scale.broker_connections"
        raise Unwell(f"processes open {wanted} and the broker takes {allowed}: set {there} to {wanted}")
    if channels < CHANNELS:
        raise Unwell(f"a connection may have {channels} channels: set channel_max to {CHANNELS}")
    return f"processes open {wanted} of {allowed or 'as many as they like'}"


def open_files(settings: Settings) -> int:
    """Of the process that opens the most."""
    of_gateway = settings.http.connections + LINKS[GATEWAY] * max(1, len(settings.cells.brokers))
    of_service = settings.database.pool * POOLS + LINKS[GRANTING]
    return max(of_gateway, of_service) + FILES_BESIDE


def fit_in_files(settings: Settings, allowed: int) -> str:
    wanted = open_files(settings)
    if wanted <= allowed:
        return f"a process opens {wanted} of {allowed}"
    fewer = max(1, settings.http.connections - (wanted - allowed))
    raise Unwell(
        f"a process may open {wanted} files and {allowed} are allowed: "
        f"set the hard limit (ulimit -Hn, LimitNOFILE) to {wanted}, or http.connections to {fewer}"
    )


def _smaller(settings: Settings, room: int) -> str:
    for pool in range(settings.database.pool - 1, 0, -1):
        if database_connections(settings, pool) <= room:
            return f"database.pool to {pool}"
    return "run fewer instances"
