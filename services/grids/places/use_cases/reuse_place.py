"""A place that stands idle, or served something else, gets another use (S2.118)."""

from dataclasses import dataclass
from datetime import date

from services.chassis.caller import Caller
from services.grids.places.domain.place import Place
from services.grids.places.use_cases.none_stands import none_stands
from services.grids.places.use_cases.ports import Begin, Tx


@dataclass(frozen=True)
class ReusePlace:
    place_id: str
    kind: str
    name: str
    on: date
    seen_version: int


def reuse_place(command: ReusePlace, begin: Begin, caller: Caller, today: date) -> Place:
    with begin(caller) as tx:
        tx.trees.lock()
        place = tx.service_places.get(command.place_id, command.seen_version)
        _refuse_ended(place.area_id, tx)
        tx.place_kinds.get().on(today).must_allow(command.kind, place.fittings.mobile)
        tx.record(place.reuse(command.kind, command.name, command.on, today))
        tx.service_places.save(place)
    return place


def _refuse_ended(area_id: str, tx: Tx) -> None:
    if area_id not in tx.area_kinds.kinds([area_id]):
        raise none_stands(area_id, tx).at("place_id")
