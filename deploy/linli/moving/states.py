"""Where a district is in its move, in all services of the house at once."""

import time
from collections.abc import Callable, Collection

from deploy.linli.moving.manifest import MoveRefused
from deploy.linli.services import SERVICES
from services.chassis.settings import Settings
from services.chassis.storage.fence import MoveState
from services.chassis.storage.moving import places
from services.chassis.storage.moving.owner import Owned, snapshot, writing
from services.chassis.storage.moving.places import Place

LOOK_EVERY = 0.5


def places_of(settings: Settings, district: str) -> dict[str, Place]:
    """By service."""
    found = {}
    for service in SERVICES:
        with snapshot(settings, service) as owned:
            found[service] = places.place_of(owned, district)
    return found


def must_be(settings: Settings, district: str, states: Collection[MoveState]) -> dict[str, Place]:
    """Raises MoveRefused, which names the services where it is otherwise."""
    found = places_of(settings, district)
    if other := [
        f"{service}: {place.state}" for service, place in found.items() if place.state not in states
    ]:
        wanted = " or ".join(state.value for state in states)
        raise MoveRefused(f"{district} is not {wanted} ({', '.join(other)})")
    return found


def put_everywhere(settings: Settings, district: str, state: MoveState, told: str = "") -> None:
    for service in SERVICES:
        with writing(settings, service) as owned:
            places.put(owned, district, state, told)


def outlast_writers(settings: Settings, service: str, within: float) -> None:
    """What was under way when a fence went up is over when this returns; raises MoveRefused."""
    with writing(settings, service) as owned:
        coming = places.next_to_come(owned)
    if coming is not None:
        wait(
            lambda: [] if _oldest(settings, service) >= coming else ["a transaction of before"],
            f"{service} still has",
            within,
        )


def wait(left: Callable[[], list[str]], words: str, within: float) -> None:
    """Until nothing is left. Raises MoveRefused with the words and what still is."""
    until = time.monotonic() + within
    while found := left():
        if time.monotonic() > until:
            raise MoveRefused(f"{words} {', '.join(found)}; try again")
        time.sleep(LOOK_EVERY)


def looked(settings: Settings, look: Callable[[Owned], list[str]]) -> list[str]:
    """In every service; each thing with the service's name before it."""
    found = []
    for service in SERVICES:
        with snapshot(settings, service) as owned:
            found += [f"{service} {each}" for each in look(owned)]
    return found


def _oldest(settings: Settings, service: str) -> int:
    with snapshot(settings, service) as owned:
        return places.oldest_under_way(owned) or 0
