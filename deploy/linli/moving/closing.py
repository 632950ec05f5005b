"""`linli district close` and `open`: the house leaves a district alone, or takes it up again."""

import time
from contextlib import closing, suppress
from datetime import UTC, datetime

from deploy.linli.moving.manifest import MoveRefused
from deploy.linli.moving.states import looked, must_be, outlast_writers, places_of, put_everywhere, wait
from deploy.linli.services import SERVICES
from services.chassis.settings import Settings
from services.chassis.storage.database import Database
from services.chassis.storage.fence import MoveState
from services.chassis.storage.leases import Lease
from services.chassis.storage.moving import places
from services.chassis.storage.moving.owner import writing
from services.chassis.storage.sealing import LEASE, seal_block
from services.chassis.storage.spool import Spool, waiting_of

LEARNT_WITHIN = 3.0
"""Seconds in which every process has heard that a district is closing: each looks once a second."""
IN_HAND = 90.0
"""Seconds: a timer's run lasts sixty at most, and its lease runs out after that."""
OVER = 60.0
FLUSHED = 60.0
CLOSABLE = (MoveState.HERE, MoveState.OPENING, MoveState.CLOSING, MoveState.CLOSED)
OPENABLE = CLOSABLE


def close(settings: Settings, district: str) -> None:
    """A second time goes on where the first was broken off. Raises MoveRefused."""
    found = must_be(settings, district, CLOSABLE)
    if {place.state for place in found.values()} != {MoveState.CLOSED}:
        if not any(_is_at_home(settings, service, district) for service in SERVICES):
            raise MoveRefused(f"{district} has no row here")
        put_everywhere(settings, district, MoveState.CLOSING)
        time.sleep(LEARNT_WITHIN)
        with suppress(MoveRefused):  # what holds out longer is refused by the fence
            wait(lambda: looked(settings, lambda owned: places.in_hand(owned, district)), "", IN_HAND)
        put_everywhere(settings, district, MoveState.CLOSED)
        for service in SERVICES:
            outlast_writers(settings, service, OVER)
    settle_audit(settings, district)


def settle_audit(settings: Settings, district: str) -> None:
    """Readings that wait to be loaded, and rows that wait for a block. Raises MoveRefused."""
    wait(lambda: _unloaded(settings, district), "readings are not loaded yet:", FLUSHED)
    wait(lambda: _unsealed(settings, district), "the audit is not sealed yet:", FLUSHED)


def open_again(settings: Settings, district: str) -> int:
    """In all services at once; then what is kept of its events goes out once more, and how many."""
    must_be(settings, district, OPENABLE)
    return take_up(settings, district)


def take_up(settings: Settings, district: str) -> int:
    found, sent = places_of(settings, district), 0
    for service, place in found.items():
        if place.state not in (MoveState.OPENING, MoveState.HERE):
            with writing(settings, service) as owned:
                places.put(owned, district, MoveState.OPENING, place.told)
    for service, place in found.items():
        if place.state is not MoveState.HERE:
            with writing(settings, service) as owned:
                sent += places.send_again(owned, district)
                places.put(owned, district, MoveState.HERE, place.told)
    return sent


def _is_at_home(settings: Settings, service: str, district: str) -> bool:
    with writing(settings, service) as owned:
        return bool(owned.count(district))


def _unloaded(settings: Settings, district: str) -> list[str]:
    """Files of processes that are no more are loaded here; those that live load their own."""
    found = []
    for service in SERVICES:
        folder = settings.data_dir / "spool"
        if count := waiting_of(folder, service, district):
            with closing(Database(settings.database, service)) as database:
                Spool(folder, service).load(database)
            found.append(f"{service} {count}")
    return found


def _unsealed(settings: Settings, district: str) -> list[str]:
    """Sealed here where nobody else does it."""
    found = looked(
        settings, lambda owned: [str(count)] if (count := places.unsealed(owned, district)) else []
    )
    for service in (each.split()[0] for each in found):
        with closing(Database(settings.database, service)) as database:
            _seal(database, district)
    return found


def _seal(database: Database, district: str) -> None:
    with database.work() as rows:
        fence = Lease.acquire(rows, LEASE, "linli district", OVER)
    if fence is None:
        return
    count = 1
    while count:
        with database.work(district) as rows:
            Lease.check_fence(rows, LEASE, fence)
            count = seal_block(rows, datetime.now(UTC)).rows
    with database.work() as rows:
        Lease.give_back(rows, LEASE, fence)
