"""Who answers for an area on a day, at each level from below?"""

from dataclasses import dataclass
from datetime import date

from services.chassis.caller import Caller
from services.grids.posts.domain.chain import Chain
from services.grids.posts.domain.errors import AreaEnded, AreaNotFounded, AreaUnknown
from services.grids.posts.use_cases.ports import Begin, OfDay, Tx


@dataclass(frozen=True)
class FindResponsible:
    """`on` None is today."""

    area_id: str
    on: date | None = None


def find_responsible(command: FindResponsible, begin: Begin, caller: Caller, today: date) -> Chain:
    day = OfDay.asked(command.on, today)
    with begin(caller) as tx:
        try:
            return tx.chains.of_area(command.area_id, day)
        except AreaUnknown as unknown:
            raise _why(command.area_id, day.on, tx) or unknown from None


def _why(area_id: str, on: date, tx: Tx) -> AreaEnded | AreaNotFounded | None:
    """What is unknown on a day may be known, and stand on another."""
    stood = tx.area_kinds.stood([area_id]).get(area_id)
    if stood is None:
        return None
    _, founded_on, ended_on = stood
    if ended_on is not None and on >= ended_on:
        return AreaEnded(area_id=area_id, ended_on=ended_on)
    return AreaNotFounded(area_id=area_id, founded_on=founded_on) if on < founded_on else None
