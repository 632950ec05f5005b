"""Places enter the register: all of a batch, or none; what is there already, just so, is left as it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from services.chassis.caller import Caller
from services.grids.places.domain.errors import AreaUnknown, StaffUnknown
from services.grids.places.domain.place import Fittings, Place, entered, refuse_twice
from services.grids.places.use_cases.given import Given
from services.grids.places.use_cases.ports import Begin, Tx


@dataclass(frozen=True, kw_only=True)
class NewPlace(Given):
    id: str
    area_id: str
    kind: str
    name: str
    opened_on: date


@dataclass(frozen=True)
class EnterPlaces:
    places: tuple[NewPlace, ...]


def enter_places(command: EnterPlaces, begin: Begin, caller: Caller, today: date) -> list[Place]:
    refuse_twice([new.id for new in command.places])
    wanted = [_place(new) for new in command.places]
    with begin(caller) as tx:
        before = tx.service_places.entered_before(wanted)
        new = [place for place in wanted if place.id not in before]
        _refuse_wrong(new, tx, today)
        if new:
            tx.service_places.add(new)
            tx.record(entered(new))
    return wanted


def _place(new: NewPlace) -> Place:
    fittings = new.upon(Fittings())
    return Place.entered(new.id, new.area_id, new.kind, new.name, new.opened_on, fittings)


def _refuse_wrong(new: Sequence[Place], tx: Tx, today: date) -> None:
    areas = tx.area_kinds.kinds({place.area_id for place in new})
    kinds = tx.place_kinds.get().on(today)
    refuse_unknown_staff([place.fittings for place in new], tx)
    for place in new:
        if place.area_id not in areas:
            raise AreaUnknown(area_id=place.area_id)
        kinds.must_allow(place.kind, place.fittings.mobile)


def refuse_unknown_staff(fittings: Sequence[Fittings], tx: Tx) -> None:
    """Raises StaffUnknown."""
    named = {staff_id for each in fittings for staff_id in each.staff_ids}
    if named and (unknown := sorted(named - set(tx.people.known(named)))):
        raise StaffUnknown(staff_id=unknown[0])
