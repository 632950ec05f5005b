"""A place is changed: what is not said stays as it is, and what nobody knows any more is taken away.

One that lies in another area than was said comes into that one, and its figures with it.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from services.chassis.caller import Caller
from services.grids.places.domain.events import PlacesMoved
from services.grids.places.domain.place import Fittings, Place
from services.grids.places.use_cases.enter_places import refuse_unknown_staff
from services.grids.places.use_cases.given import Given
from services.grids.places.use_cases.none_stands import none_stands
from services.grids.places.use_cases.ports import Begin, Tx


@dataclass(frozen=True, kw_only=True)
class ChangePlace(Given):
    """`without` names what is taken away: where it is, how large it is, how many it holds."""

    place_id: str
    seen_version: int
    name: str | None = None
    area_id: str | None = None
    without: frozenset[str] = frozenset()

    def upon(self, before: Fittings) -> Fittings:
        nothing: dict[str, Any] = dict.fromkeys(self.without)
        return super().upon(replace(before, **nothing))


def change_place(command: ChangePlace, begin: Begin, caller: Caller, today: date) -> Place:
    with begin(caller) as tx:
        tx.trees.lock()
        place = tx.service_places.get(command.place_id, command.seen_version)
        changed = place.change(command.name, command.upon(place.fittings))
        if command.mobile:
            tx.place_kinds.get().on(today).must_allow(place.kind, mobile=True)
        if command.duties is not None:
            refuse_unknown_staff([place.fittings], tx)
        moved = _moved(place, command.area_id, tx)
        tx.service_places.save(place)
        tx.record(changed, *moved)
    return place


def _moved(place: Place, area_id: str | None, tx: Tx) -> tuple[PlacesMoved, ...]:
    if area_id in (None, place.area_id):
        return ()
    if area_id not in tx.area_kinds.kinds([area_id]):
        raise none_stands(area_id, tx)
    return (place.move(area_id),)
