"""List places by area and kind, open at a moment, and the nearest to a point first."""

from dataclasses import dataclass
from datetime import datetime

from services.chassis.caller import Caller
from services.grids.places.domain.errors import NearIncomplete, OpenTwice
from services.grids.places.domain.nearness import Position
from services.grids.places.use_cases.ports import After, Begin, Page, Wanted

USUALLY_WITHIN_M = 2000


@dataclass(frozen=True)
class ListPlaces:
    """`near` is WGS84; what a map has in GCJ-02 is turned at the edge. `open_now` is `open_at` now.

    What is open at a moment is in use that day, also if it was closed later; its kind is that of today.
    `closed` is of the moment too, so nothing is both.
    """

    limit: int
    after: After = None
    area_id: str | None = None
    kind: str | None = None
    closed: bool = False
    open_now: bool = False
    open_at: datetime | None = None
    near: Position | None = None
    within_m: int | None = None


def list_places(command: ListPlaces, begin: Begin, caller: Caller, now: datetime) -> Page:
    if command.near is None and command.within_m is not None:
        raise NearIncomplete
    if command.open_now and command.open_at is not None:
        raise OpenTwice
    open_at = command.open_at or (now if command.open_now else None)
    wanted = Wanted(command.area_id, command.kind, command.closed, open_at)
    with begin(caller) as tx:
        if command.near is None:
            return tx.place_views.listed(wanted, now, command.after, command.limit)
        within_m = command.within_m or USUALLY_WITHIN_M
        return tx.place_views.near(wanted, command.near, within_m, now, command.after, command.limit)
