"""A district says from a day on who may eat, at which price, and where."""

from dataclasses import dataclass
from datetime import date

from services.care.meals.domain.errors import AreaUnknown
from services.care.meals.domain.programme import Canteen, Edition, Price, Programme
from services.care.meals.use_cases.ports import Begin
from services.chassis.caller import Caller


@dataclass(frozen=True)
class WriteMealProgramme:
    """`seen_version` 0 founds it."""

    valid_from: date
    minimum_age: int
    prices: tuple[Price, ...]
    canteens: tuple[Canteen, ...]
    seen_version: int


def write_meal_programme(command: WriteMealProgramme, begin: Begin, caller: Caller, today: date) -> Programme:
    edition = Edition(
        command.seen_version + 1,
        command.valid_from,
        command.minimum_age,
        command.prices,
        command.canteens,
    )
    wanted = [canteen.area_id for canteen in command.canteens]
    with begin(caller) as tx:
        tx.programmes.must_be_writable()
        tx.canteens.hold_ground()
        known = tx.canteens.areas_known(wanted) - {each.area_id for each in tx.ended_areas.since(wanted)}
        for area_id in wanted:
            if area_id not in known:
                raise AreaUnknown(area_id=area_id)
        tx.programmes.get(command.seen_version).may_change_from(command.valid_from, today)
        tx.programmes.add(edition)
        tx.record(edition.written())
        return tx.programmes.get()
