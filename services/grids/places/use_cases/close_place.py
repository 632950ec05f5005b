"""A place is closed from a day on; its register goes on."""

from dataclasses import dataclass
from datetime import date

from services.chassis.caller import Caller
from services.grids.places.domain.place import Place
from services.grids.places.use_cases.ports import Begin


@dataclass(frozen=True)
class ClosePlace:
    place_id: str
    on: date
    seen_version: int


def close_place(command: ClosePlace, begin: Begin, caller: Caller, today: date) -> Place:
    with begin(caller) as tx:
        place = tx.service_places.get(command.place_id, command.seen_version)
        tx.record(place.close(command.on, today))
        tx.service_places.save(place)
    return place
