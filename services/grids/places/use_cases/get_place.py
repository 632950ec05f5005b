"""Somebody reads a place: what it is, whether it is open, and who is on duty there."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from services.chassis.caller import Caller
from services.grids.places.domain.hours import WorkingDays, day_of, is_announced
from services.grids.places.domain.place import Place
from services.grids.places.use_cases.ports import Begin


@dataclass(frozen=True)
class GetPlace:
    """`at` is the moment that is asked about; None: now."""

    place_id: str
    at: datetime | None = None


def get_place(command: GetPlace, begin: Begin, caller: Caller, now: datetime) -> dict[str, Any]:
    with begin(caller) as tx:
        place = tx.service_places.get(command.place_id)
        return place_at(place, command.at or now, tx.working_days)


def place_at(place: Place, moment: datetime, working: WorkingDays) -> dict[str, Any]:
    """With its uses as of that day. `provisional`: its year is not announced yet, so the weekday decides."""
    fittings, in_use = place.fittings, place.is_used_on(day_of(moment))
    on_duty = [each for each in fittings.duties if in_use and each.holds_at(moment, working)]
    return {
        **vars(place),
        "at": moment,
        "open": in_use and fittings.hours.are_open(moment, working),
        "on_duty": on_duty,
        "provisional": not is_announced(moment, working),
    }
