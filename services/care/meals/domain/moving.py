"""Canteens whose area is no more: they lie in whatever goes on for it, from the day of that change on."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from services.care.meals.domain.programme import Edition, Programme


@dataclass(frozen=True)
class EndedArea:
    """`to_id` goes on with what nobody else got; None where nothing does."""

    area_id: str
    to_id: str | None
    effective_on: date


class Successors:
    """What is known of areas that ended; one after the other, whichever was heard first."""

    def __init__(self, ended: Iterable[EndedArea]) -> None:
        self._ended = {each.area_id: each for each in ended}

    @property
    def days(self) -> set[date]:
        return {each.effective_on for each in self._ended.values()}

    def on(self, area_id: str, day: date) -> str:
        """Where what lay in an area lies that day; where nothing goes on for it, there still."""
        seen = {area_id}
        while (ended := self._ended.get(area_id)) and ended.effective_on <= day:
            if ended.to_id is None or ended.to_id in seen:
                break
            area_id = ended.to_id
            seen.add(area_id)
        return area_id


def followed(programme: Programme, successors: Successors) -> list[Edition]:
    """The editions that say where the canteens lie; none where that is said already."""
    if not programme.editions:
        return []
    first = programme.editions[0].valid_from
    days = {each.valid_from for each in programme.editions}
    days |= {day for day in successors.days if day >= first}
    made: list[Edition] = []
    for day in sorted(days):
        said = _in_force([*programme.editions, *made], day)
        lie = tuple(
            replace(each, area_id=successors.on(each.area_id, day))
            for each in _in_force(programme.editions, day).canteens
        )
        if lie != said.canteens:
            number = programme.version + len(made) + 1
            made.append(replace(said, number=number, valid_from=day, canteens=lie))
    return made


def _in_force(editions: Iterable[Edition], day: date) -> Edition:
    begun = [each for each in editions if each.valid_from <= day]
    return max(begun, key=lambda each: (each.valid_from, each.number))
