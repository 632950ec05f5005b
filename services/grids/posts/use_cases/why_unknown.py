"""What is unknown on a day may be known, and stand on another."""

from datetime import date

from services.grids.posts.domain.errors import AreaEnded, AreaNotFounded, AreaUnknown
from services.grids.posts.use_cases.ports import Tx


def why_unknown(unknown: AreaUnknown, on: date, tx: Tx) -> AreaEnded | AreaNotFounded | AreaUnknown:
    """Of an area that the caller may see, and that did not stand that day."""
    area_id = unknown.area_id
    stood = tx.area_kinds.stood([area_id]).get(area_id)
    if stood is None:
        return unknown
    _, founded_on, ended_on = stood
    if ended_on is not None and on >= ended_on:
        return AreaEnded(area_id=area_id, ended_on=ended_on)
    return AreaNotFounded(area_id=area_id, founded_on=founded_on) if on < founded_on else unknown
