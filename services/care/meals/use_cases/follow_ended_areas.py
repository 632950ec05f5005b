"""An area is no more: canteens that lay in it lie in its successor from that day on."""

from dataclasses import dataclass
from datetime import date

from services.care.meals.domain.moving import EndedArea, Successors, followed
from services.care.meals.use_cases.ports import Begin
from services.chassis.caller import Caller


@dataclass(frozen=True)
class FollowEndedAreas:
    """What is read of AreasReplaced; it is kept, for another one may be heard before it."""

    ended_ids: tuple[str, ...]
    primary_id: str | None
    effective_on: date


def follow_ended_areas(command: FollowEndedAreas, begin: Begin, caller: Caller) -> None:
    ended = [EndedArea(each, command.primary_id, command.effective_on) for each in command.ended_ids]
    with begin(caller) as tx:
        tx.canteens.hold_ground()
        tx.ended_areas.note(ended)
        programme = tx.programmes.get()
        areas = {each.area_id for edition in programme.editions for each in edition.canteens}
        for edition in followed(programme, Successors(tx.ended_areas.since(areas))):
            tx.programmes.add(edition)
            tx.record(edition.written())
