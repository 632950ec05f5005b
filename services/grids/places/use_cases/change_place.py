"""A place is changed: what is not said stays as it is, and what nobody knows any more is taken away."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from services.chassis.caller import Caller
from services.grids.places.domain.place import Fittings, Place
from services.grids.places.use_cases.enter_places import refuse_unknown_staff
from services.grids.places.use_cases.given import Given
from services.grids.places.use_cases.ports import Begin


@dataclass(frozen=True, kw_only=True)
class ChangePlace(Given):
    """`without` names what is taken away: where it is, how large it is, how many it holds."""

    place_id: str
    seen_version: int
    name: str | None = None
    without: frozenset[str] = frozenset()

    def upon(self, before: Fittings) -> Fittings:
        nothing: dict[str, Any] = dict.fromkeys(self.without)
        return super().upon(replace(before, **nothing))


def change_place(command: ChangePlace, begin: Begin, caller: Caller, today: date) -> Place:
    with begin(caller) as tx:
        place = tx.service_places.get(command.place_id, command.seen_version)
        changed = place.change(command.name, command.upon(place.fittings))
        if command.mobile:
            tx.place_kinds.get().on(today).must_allow(place.kind, mobile=True)
        if command.duties is not None:
            refuse_unknown_staff([place.fittings], tx)
        tx.service_places.save(place)
        tx.record(changed)
    return place
