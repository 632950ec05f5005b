"""Places enter the register: all of a batch, or none; what is there already, just so, is left as it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from services.chassis.caller import Caller
from services.chassis.domain import row_of_id, rows_of, within
from services.chassis.standards.cells import text_of
from services.grids.places.domain.errors import StaffUnknown
from services.grids.places.domain.place import Fittings, Place, entered, refuse_ahead, refuse_twice
from services.grids.places.domain.slips import PlaceNameTwice
from services.grids.places.use_cases.given import Given
from services.grids.places.use_cases.none_stands import none_stands
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
    wanted = [_place(new, number) for number, new in enumerate(command.places)]
    with begin(caller) as tx:
        tx.trees.lock()
        with row_of_id(rows_of("places", [place.id for place in wanted])):
            before = tx.service_places.entered_before(wanted)
        new = {number: place for number, place in enumerate(wanted) if place.id not in before}
        _refuse_wrong(new, tx, today)
        if new:
            tx.service_places.add(list(new.values()))
            tx.record(entered(list(new.values())))
    return wanted


def _place(new: NewPlace, number: int) -> Place:
    with within("places", number):
        fittings = new.upon(Fittings())
    return Place.entered(new.id, new.area_id, new.kind, new.name, new.opened_on, fittings)


def _refuse_wrong(new: Mapping[int, Place], tx: Tx, today: date) -> None:
    areas = tx.area_kinds.kinds({place.area_id for place in new.values()})
    kinds = tx.place_kinds.get().on(today)
    unknown = _unknown_staff([place.fittings for place in new.values()], tx)
    called: set[tuple[str, str, str]] = set()
    for number, place in new.items():
        with within("places", number):
            _refuse_namesake(place, called)
            if place.area_id not in areas:
                raise none_stands(place.area_id, tx)
            refuse_ahead(place.uses[0].valid_from, today, "opened_on")
            kinds.must_allow(place.kind, place.fittings.mobile)
            for staff_id in sorted(place.fittings.staff_ids & unknown):
                raise StaffUnknown(staff_id=staff_id)


def _refuse_namesake(place: Place, called: set[tuple[str, str, str]]) -> None:
    bears = (place.area_id, place.kind, text_of(place.name))
    if bears in called:
        raise PlaceNameTwice(name=place.name)
    called.add(bears)


def refuse_unknown_staff(fittings: Sequence[Fittings], tx: Tx) -> None:
    """Raises StaffUnknown."""
    for staff_id in sorted(_unknown_staff(fittings, tx)):
        raise StaffUnknown(staff_id=staff_id)


def _unknown_staff(fittings: Sequence[Fittings], tx: Tx) -> set[str]:
    named = {staff_id for each in fittings for staff_id in each.staff_ids}
    return named - set(tx.people.known(named)) if named else set()
