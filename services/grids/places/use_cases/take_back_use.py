"""A use that was entered by mistake today is taken back: it never was."""

from dataclasses import dataclass
from datetime import date

from services.chassis.caller import Caller
from services.grids.places.domain.place import Place
from services.grids.places.use_cases.ports import Begin


@dataclass(frozen=True)
class TakeBackUse:
    place_id: str
    seen_version: int


def take_back_use(command: TakeBackUse, begin: Begin, caller: Caller, today: date) -> Place:
    with begin(caller) as tx:
        place = tx.service_places.get(command.place_id, command.seen_version)
        tx.record(place.take_back_use(today))
        if not tx.place_kinds.get().on(today).may_be_mobile(place.kind):
            place.stand_still()
        tx.service_places.save(place)
    return place
